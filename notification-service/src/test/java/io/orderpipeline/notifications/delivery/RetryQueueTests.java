package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryQueueTests {

    private final RetryQueue queue = new RetryQueue(2);
    private final List<CompletableFuture<Void>> started = new ArrayList<>();

    @Test
    void startsNoMoreAtATimeThanItMay() {
        for (int i = 0; i < 5; i++) {
            queue.add(this::start);
        }
        assertThat(started).hasSize(2);
        started.get(1).complete(null);
        assertThat(started).hasSize(3);
        started.get(0).completeExceptionally(new IllegalStateException("bug"));
        started.get(2).complete(null);
        assertThat(started).hasSize(5);
    }

    @Test
    void makesAnyNumberOfAttemptsThatEndImmediately() {
        AtomicInteger made = new AtomicInteger();
        queue.add(this::start);
        queue.add(this::start);
        for (int i = 0; i < 100_000; i++) {
            queue.add(() -> {
                made.incrementAndGet();
                return CompletableFuture.completedStage(null);
            });
        }
        assertThat(made).hasValue(0);
        started.get(0).complete(null);
        assertThat(made).hasValue(100_000);
    }

    @Test
    void losesNoAttemptThatManyThreadsAdd() throws InterruptedException {
        int attempts = 10_000;
        CountDownLatch made = new CountDownLatch(attempts);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < attempts; i++) {
                threads.execute(() -> queue.add(() -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    return CompletableFuture.runAsync(
                            () -> {
                                underWay.decrementAndGet();
                                made.countDown();
                            },
                            threads);
                }));
            }
            assertThat(made.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(most.get()).isBetween(1, 2);
        } finally {
            threads.shutdownNow();
        }
    }

    private CompletableFuture<Void> start() {
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        started.add(attempt);
        return attempt;
    }
}
