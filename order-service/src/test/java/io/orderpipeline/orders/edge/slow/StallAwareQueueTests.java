package io.orderpipeline.orders.edge.slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallAwareQueueTests {

    private static final int USUAL = 2;
    private static final int MOST = 4;

    private final AtomicLong now = new AtomicLong(1_000);
    private final StallAwareQueue queue = new StallAwareQueue(now::get);
    private final AtomicBoolean outOfThreads = new AtomicBoolean();
    private final ThreadPoolExecutor threads = RequestThreads.of(queue, USUAL, MOST, ScarceThread::new);
    private final CountDownLatch heldUp = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        heldUp.countDown();
        threads.shutdownNow();
    }

    @Test
    void letsTasksWaitWhileTheThreadsMoveOn() {
        holdUpTheUsualThreads();
        for (int i = 0; i < 100; i++) {
            threads.execute(() -> {});
        }
        assertThat(threads.getPoolSize()).isEqualTo(USUAL);
        assertThat(queue).hasSize(100);
    }

    @Test
    void getsAnotherThreadForATaskThatFindsAllHeldUp() {
        holdUpTheUsualThreads();
        now.addAndGet(StallAwareQueue.STALL_NANOS);
        CountDownLatch served = new CountDownLatch(1);
        threads.execute(served::countDown);
        await().until(() -> served.getCount() == 0);
    }

    @Test
    void servesWhatWaitedOnceThereIsAnotherThread() {
        holdUpTheUsualThreads();
        CountDownLatch served = new CountDownLatch(2);
        threads.execute(served::countDown);
        now.addAndGet(StallAwareQueue.STALL_NANOS);
        threads.execute(served::countDown);
        await().until(() -> served.getCount() == 0);
    }

    @Test
    void takesAThreadThatFoundNothingAndEndedForNoProgress() {
        holdUpTheUsualThreads();
        now.addAndGet(StallAwareQueue.STALL_NANOS);
        CountDownLatch first = new CountDownLatch(1);
        threads.execute(first::countDown);
        await().until(() -> first.getCount() == 0 && threads.getPoolSize() == USUAL);

        CountDownLatch second = new CountDownLatch(1);
        threads.execute(second::countDown);
        await().until(() -> second.getCount() == 0);
    }

    @Test
    void letsThreadsEndThatAreNotNeededAnyLonger() {
        holdUpTheUsualThreads();
        now.addAndGet(StallAwareQueue.STALL_NANOS);
        threads.execute(this::waitToBeLetGo);
        assertThat(threads.getPoolSize()).isEqualTo(USUAL + 1);
        heldUp.countDown();
        await().until(() -> threads.getPoolSize() == USUAL);
    }

    @Test
    void servesAllThatWaitAtOnceWhenTheThreadsAreHeldUp() {
        holdUpTheUsualThreads();
        threads.execute(this::waitToBeLetGo);
        CountDownLatch served = new CountDownLatch(1);
        threads.execute(served::countDown);
        now.addAndGet(StallAwareQueue.STALL_NANOS);
        RequestThreads.serveStalledTasks(threads);
        await().until(() -> served.getCount() == 0);
        assertThat(threads.getCorePoolSize()).isEqualTo(USUAL);
    }

    @Test
    void startsNoThreadWhileTheThreadsMoveOn() {
        holdUpTheUsualThreads();
        threads.execute(() -> {});
        RequestThreads.serveStalledTasks(threads);
        assertThat(threads.getPoolSize()).isEqualTo(USUAL);
    }

    @Test
    void neverHasMoreThreadsThanTheMost() {
        for (int i = 0; i < 3 * MOST; i++) {
            now.addAndGet(StallAwareQueue.STALL_NANOS);
            threads.execute(this::waitToBeLetGo);
        }
        assertThat(threads.getPoolSize()).isEqualTo(MOST);
    }

    @Test
    void letsTasksWaitForAThreadThereIsWhileTheSystemAllowsNoFurther() {
        holdUpTheUsualThreads();
        outOfThreads.set(true);
        now.addAndGet(StallAwareQueue.STALL_NANOS);
        CountDownLatch served = new CountDownLatch(1);
        threads.execute(served::countDown);
        RequestThreads.serveStalledTasks(threads);
        assertThat(threads.getPoolSize()).isEqualTo(USUAL);
        assertThat(threads.getCorePoolSize()).isEqualTo(USUAL);

        heldUp.countDown();
        await().until(() -> served.getCount() == 0);
    }

    private void holdUpTheUsualThreads() {
        for (int i = 0; i < USUAL; i++) {
            threads.execute(this::waitToBeLetGo);
        }
        await().until(() -> threads.getActiveCount() == USUAL);
    }

    private void waitToBeLetGo() {
        try {
            heldUp.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class ScarceThread extends Thread {

        ScarceThread(Runnable work) {
            super(work);
        }

        @Override
        public synchronized void start() {
            if (outOfThreads.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
        }
    }
}
