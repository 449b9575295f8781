package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitBellTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant TEN = Instant.parse("2026-11-01T10:00:00.000250Z");
    private static final Instant LATER = TEN.plusNanos(700_000);

    private final CommitBell bell = CommitBell.insideOneJvm();

    @Test
    void knowsWhenEachOrderOfABatchWasCommitted() {
        bell.committed(5, 7, TEN);
        bell.committed(8, 8, LATER);
        assertThat(bell.committedAt(5)).isEqualTo(TEN);
        assertThat(bell.committedAt(7)).isEqualTo(TEN);
        assertThat(bell.committedAt(8)).isEqualTo(LATER);
    }

    @Test
    void knowsNothingOfOtherOrders() {
        assertThat(bell.committedAt(1)).isNull();
        bell.committed(5, 7, TEN);
        assertThat(bell.committedAt(4)).as("of an earlier process").isNull();
        assertThat(bell.committedAt(8)).as("still to come").isNull();
    }

    @Test
    void forgetsOldCommits() {
        for (int seq = 1; seq <= RecentCommits.KEPT + 1; seq++) {
            bell.committed(seq, seq, TEN.plusNanos(seq));
        }
        assertThat(bell.committedAt(1)).isNull();
        assertThat(bell.committedAt(2)).isEqualTo(TEN.plusNanos(2));
    }

    @Test
    void endsAWaitByAnEarlierOrALaterRing() {
        bell.ring();
        bell.ring();
        assertThat(waitFor(bell, Long.MAX_VALUE)).succeedsWithin(SOON);
        CompletableFuture<Void> waiting = waitFor(bell, Long.MAX_VALUE);
        bell.ring();
        assertThat(waiting).succeedsWithin(SOON);
    }

    @Test
    void waitsUntilItRings() throws Exception {
        FutureTask<Boolean> wait = new FutureTask<>(() -> {
            bell.await(Long.MAX_VALUE);
            return true;
        });
        Thread waiting = new Thread(wait);
        waiting.start();
        await().atMost(SOON).until(() -> waiting.getState() == Thread.State.WAITING);
        bell.ring();
        assertThat(wait.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsAWaitAfterItsTimeLimit() {
        assertThat(waitFor(bell, TimeUnit.MILLISECONDS.toNanos(1))).succeedsWithin(SOON);
    }

    @Test
    void endsAWaitAfterThePauseOfAPollingBell() {
        CommitBell polling = CommitBell.polling(Duration.ofMillis(1));
        assertThat(waitFor(polling, Long.MAX_VALUE)).succeedsWithin(SOON);
        CommitBell slow = CommitBell.polling(Duration.ofHours(1));
        slow.ring();
        assertThat(waitFor(slow, Long.MAX_VALUE)).succeedsWithin(SOON);
        assertThat(waitFor(slow, 1)).succeedsWithin(SOON);
    }

    @Test
    void refusesToPollMoreOftenThanOnceAMillisecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommitBell.polling(Duration.ofNanos(999_999)))
                .withMessage("the pause must be at least 1 ms, not PT0.000999999S");
    }

    private static CompletableFuture<Void> waitFor(CommitBell bell, long nanos) {
        return CompletableFuture.runAsync(() -> {
            try {
                bell.await(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
