package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduledRetryTimerTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScheduledRetryTimer timer = new ScheduledRetryTimer();

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void callsBackAfterThePauseAndNotBefore() throws Exception {
        CompletableFuture<Long> called = new CompletableFuture<>();
        long start = System.nanoTime();
        timer.after(Duration.ofMillis(30), () -> called.complete(System.nanoTime()));

        assertThat(Duration.ofNanos(called.get(SOON.toSeconds(), TimeUnit.SECONDS) - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void callsOnceInTheOrderOfTheTimes() throws Exception {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch last = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        timer.after(Duration.ZERO, () -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        timer.after(Duration.ofMillis(60), last::countDown);
        timer.after(Duration.ofMillis(40), () -> calls.add("later"));
        timer.after(Duration.ofMillis(20), () -> calls.add("sooner"));
        asked.countDown();

        assertThat(last.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(calls).containsExactly("sooner", "later");
    }

    @Test
    void goesOnAfterATaskThatFailed() throws Exception {
        CompletableFuture<Boolean> called = new CompletableFuture<>();
        timer.after(Duration.ZERO, () -> {
            throw new IllegalStateException("for the test");
        });
        timer.after(Duration.ZERO, () -> called.complete(true));

        assertThat(called.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void forgetsAtItsEndWhatItWasToRun() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        timer.after(Duration.ZERO, () -> thread.complete(Thread.currentThread()));
        timer.after(SOON, calls::incrementAndGet);
        Thread only = thread.get(SOON.toSeconds(), TimeUnit.SECONDS);
        long start = System.nanoTime();

        timer.close();

        only.join(SOON.toMillis());
        assertThat(only.isAlive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThat(calls).hasValue(0);
    }
}
