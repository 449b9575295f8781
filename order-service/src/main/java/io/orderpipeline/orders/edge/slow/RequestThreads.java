package io.orderpipeline.orders.edge.slow;

import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * The threads that serve requests: two per processor normally, up to {@code server.tomcat.threads.max} when many are blocked. None of them
 * waits for a body or for the disk, so more threads would only compete for the processors.
 */
final class RequestThreads {

    private static final int PER_PROCESSOR = 2;

    private RequestThreads() {}

    /**
     * Starts the threads.
     *
     * @param least always kept, however few processors there are
     */
    static ThreadPoolExecutor start(String name, int least, int most) {
        int usual = Math.max(least, PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        StallAwareQueue queue = new StallAwareQueue(System::nanoTime);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                Math.min(usual, most),
                most,
                // An extra thread ends as soon as it is idle. With a keep-alive time, all threads would take turns and
                // none would ever end.
                0,
                TimeUnit.SECONDS,
                queue,
                new TaskThreadFactory(name + "-exec-", true, Thread.NORM_PRIORITY));
        queue.setParent(threads);
        return threads;
    }

    /**
     * Starts a thread for every queued task when all threads are blocked. {@link StallAwareQueue} adds a thread only when a task arrives,
     * but the queued tasks may have arrived before the threads blocked, and a single new thread could be blocked by the first of them.
     */
    static void serveStalledTasks(ThreadPoolExecutor threads) {
        if (threads.getQueue() instanceof StallAwareQueue queue && queue.isStalled()) {
            int usual = threads.getCorePoolSize();
            threads.setCorePoolSize(threads.getMaximumPoolSize());
            threads.setCorePoolSize(usual);
        }
    }
}
