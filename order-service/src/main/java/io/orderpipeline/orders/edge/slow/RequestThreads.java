package io.orderpipeline.orders.edge.slow;

import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * The threads that serve requests: two for each processor while none is held up, {@code server.tomcat.threads.max} when many are.
 * None waits for a body or for the disk, so that more would only take the processors from each other.
 */
final class RequestThreads {

    private static final int PER_PROCESSOR = 2;

    private RequestThreads() {}

    /**
     * Starts them.
     *
     * @param least are always there, however few processors there are
     */
    static ThreadPoolExecutor start(String name, int least, int most) {
        int usual = Math.max(least, PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        PatientQueue queue = new PatientQueue(System::nanoTime);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                Math.min(usual, most),
                most,
                // A thread too many ends when it finds nothing to do. Were it to stay a while, all would take turns and
                // none ever end.
                0,
                TimeUnit.SECONDS,
                queue,
                new TaskThreadFactory(name + "-exec-", true, Thread.NORM_PRIORITY));
        queue.setParent(threads);
        return threads;
    }

    /**
     * Starts a thread for every task that waits for threads which are all held up. A task gets one when it comes, but it may have
     * come while they still moved on; and one more thread would only be held up by the first of those in front.
     */
    static void serveWhatWaits(ThreadPoolExecutor threads) {
        if (threads.getQueue() instanceof PatientQueue queue && queue.isHeldUp()) {
            int usual = threads.getCorePoolSize();
            threads.setCorePoolSize(threads.getMaximumPoolSize());
            threads.setCorePoolSize(usual);
        }
    }
}
