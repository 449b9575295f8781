package io.orderpipeline.orders.edge.slow;

import io.orderpipeline.broker.LogValue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that serve requests: two per processor normally, up to {@code server.tomcat.threads.max} when many are blocked. None of them
 * waits for a body or for the disk, so more threads would only compete for the processors.
 */
final class RequestThreads {

    private static final Logger log = LoggerFactory.getLogger(RequestThreads.class);

    private static final int PER_PROCESSOR = 2;

    private RequestThreads() {}

    /**
     * Starts the threads.
     *
     * @param least always kept, however few processors there are
     */
    static ThreadPoolExecutor start(String name, int least, int most) {
        int usual = Math.max(least, PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        return of(
                new StallAwareQueue(System::nanoTime),
                Math.min(usual, most),
                most,
                new TaskThreadFactory(name + "-exec-", true, Thread.NORM_PRIORITY));
    }

    static ThreadPoolExecutor of(StallAwareQueue queue, int usual, int most, ThreadFactory factory) {
        // An extra thread ends as soon as it is idle. With a keep-alive time, all threads would take turns and none
        // would ever end.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(usual, most, 0, TimeUnit.SECONDS, queue, factory) {
            @Override
            public void execute(Runnable task) {
                try {
                    super.execute(task);
                } catch (OutOfMemoryError e) {
                    // The system allows no further thread. Thrown on, this would end the container's poller, and no
                    // connection would be served any more.
                    queue.force(task);
                }
            }
        };
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
            try {
                threads.setCorePoolSize(threads.getMaximumPoolSize());
            } catch (OutOfMemoryError e) {
                // The system allows no further thread: the tasks wait for one of those there are.
                log.debug("request_threads.not_started cause={}", LogValue.quoted(String.valueOf(e.getMessage())));
            } finally {
                threads.setCorePoolSize(usual);
            }
        }
    }
}
