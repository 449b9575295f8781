package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.InMemoryDeadLetters;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.InboxPreview;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.relay.ReplayProgress.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ReplayTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int FAST = 1_000_000;

    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final Queue<Event> handled = new ConcurrentLinkedQueue<>();
    private final Replays replay = new Replays(
            outbox,
            delivery -> {
                handled.add(delivery.event());
                return CompletableFuture.completedFuture(null);
            },
            new InboxPreview(processed, deadLetters));

    @BeforeEach
    void commit() {
        LongStream.rangeClosed(1, 10).forEach(seq -> {
            outbox.commit(event(seq));
            processed.record(
                    Set.of(new NotificationKey("order-" + seq, "a"), new NotificationKey("order-" + seq, "b")));
        });
    }

    @Test
    void countsInADryRunWhatItWouldSendAndHandsOverNothing() throws InterruptedException {
        processed.forget(new NotificationKey("order-3", "b"));
        ReplayProgress progress = over(replay.dryRun(ReplayRange.ofSeqs(2, 4)));
        assertThat(progress.state()).isEqualTo(State.FINISHED);
        assertThat(progress.dryRun()).isTrue();
        assertThat(progress.events()).isEqualTo(3);
        assertThat(progress.notProcessed()).isEqualTo(1);
        assertThat(progress.alreadyProcessed()).isEqualTo(5);
        assertThat(handled).isEmpty();
    }

    @Test
    void replaysARangeOfSeqsInOrder() throws InterruptedException {
        over(replay.start(ReplayRange.ofSeqs(3, 5), FAST));
        assertThat(handled).containsExactly(event(3), event(4), event(5));
        assertThat(outbox.openCursors()).isZero();
    }

    @Test
    void replaysARangeOfTimes() throws InterruptedException {
        over(replay.start(ReplayRange.ofTimes(Instant.ofEpochSecond(2), Instant.ofEpochSecond(4)), FAST));
        assertThat(handled).containsExactly(event(2), event(3));
    }

    @Test
    void replaysEverythingThatIsThereAtItsStart() throws InterruptedException {
        ReplayProgress progress = over(replay.start(ReplayRange.ofSeqs(1, Long.MAX_VALUE), FAST));
        assertThat(progress.dryRun()).isFalse();
        assertThat(progress.events()).isEqualTo(10);
        assertThat(progress.notProcessed()).isZero();
        assertThat(progress.nextSeq()).isEqualTo(11);
    }

    @Test
    void countsEventsThatAreLeftToARedrive() throws InterruptedException {
        deadLetters.record(new Died(event(1), new Failure("refused", "no", 5, Instant.EPOCH, Instant.EPOCH)));
        ReplayProgress progress = over(replay.dryRun(ReplayRange.ofSeqs(1, 3)));
        assertThat(progress.deadLetters()).isEqualTo(1);
        assertThat(progress.alreadyProcessed()).isEqualTo(4);
    }

    @Test
    void keepsToItsPace() throws InterruptedException {
        long start = System.nanoTime();
        over(replay.start(ReplayRange.ofSeqs(1, 10), 100));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(90));
        assertThat(handled).hasSize(10);
    }

    @Test
    void waitsForTheEndOfAnOutageAndSaysSo() throws InterruptedException {
        AtomicBoolean down = new AtomicBoolean(true);
        Replays away = new Replays(
                outbox,
                delivery -> {
                    if (down.get() && delivery.event().equals(event(4))) {
                        return CompletableFuture.failedFuture(new Outage("down"));
                    }
                    handled.add(delivery.event());
                    return CompletableFuture.completedFuture(null);
                },
                new InboxPreview(processed, deadLetters));
        ReplayRun run = away.start(ReplayRange.ofSeqs(1, 10), FAST).orElseThrow();
        await().atMost(SOON).until(() -> run.progress().problem().equals("down"));
        assertThat(run.progress())
                .extracting(ReplayProgress::state, ReplayProgress::nextSeq)
                .containsExactly(State.RUNNING, 4L);
        down.set(false);
        assertThat(over(Optional.of(run)).state()).isEqualTo(State.FINISHED);
        assertThat(run.progress().problem()).isEmpty();
        assertThat(handled).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void canBeStoppedInAnOutage() throws InterruptedException {
        Replays away = new Replays(
                outbox,
                delivery -> CompletableFuture.failedFuture(new Outage("down")),
                new InboxPreview(processed, deadLetters));
        ReplayRun run = away.start(ReplayRange.ofSeqs(3, 10), FAST).orElseThrow();
        await().atMost(SOON).until(() -> run.progress().problem().equals("down"));
        run.stop();
        assertThat(over(Optional.of(run)))
                .extracting(ReplayProgress::state, ReplayProgress::nextSeq)
                .containsExactly(State.STOPPED, 3L);
    }

    @Test
    void isStoppedAtOnceWhateverItsThreadIsBlockedIn() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch neverRead = new CountDownLatch(1);
        Replays stuck = new Replays(
                outbox,
                delivery -> {
                    reached.countDown();
                    awaitUninterruptibly(neverRead);
                    return CompletableFuture.completedFuture(null);
                },
                ReplayPreview.ofEventsOnly());
        ReplayRun run = stuck.start(ReplayRange.ofSeqs(1, 10), FAST).orElseThrow();
        reached.await();
        assertThat(replayThreads()).as("keeps no process alive").allMatch(Thread::isDaemon);
        assertThat(stuck.dryRun(ReplayRange.ofSeqs(1, 1))).as("one at a time").isEmpty();
        run.stop();
        assertThat(run.progress().state()).isEqualTo(State.STOPPED);
        assertThat(over(stuck.dryRun(ReplayRange.ofSeqs(1, 1))).state()).isEqualTo(State.FINISHED);
        neverRead.countDown();
        over(Optional.of(run));
        assertThat(run.progress().events()).as("nothing after the stop").isEqualTo(1);
    }

    @Test
    void endsAtAnOutboxThatCannotBeReadAndNamesIt() throws InterruptedException {
        outbox.damage(new OutboxUnreadableException("outbox.json is damaged"));
        for (ReplayRange range : List.of(ReplayRange.ofSeqs(1, 10), ReplayRange.upTo(10))) {
            ReplayProgress progress = over(replay.start(range, FAST));
            assertThat(progress.state()).isEqualTo(State.FAILED);
            assertThat(progress.problem()).isEqualTo("outbox.json is damaged");
        }
    }

    @Test
    void countsEventsOnlyWhereTheInboxIsElsewhere() throws InterruptedException {
        Replays behindABroker =
                new Replays(outbox, delivery -> CompletableFuture.completedFuture(null), ReplayPreview.ofEventsOnly());
        ReplayProgress progress = over(behindABroker.dryRun(ReplayRange.upTo(4)));
        assertThat(progress.events()).isEqualTo(4);
        assertThat(progress.notProcessed() + progress.alreadyProcessed()).isZero();
    }

    @Test
    void goesOnWhereItsRangeBeginsWhenNothingOfItWasHandedOver() throws InterruptedException {
        outbox.failLastSeq(new IllegalStateException("unforeseen"));
        ReplayProgress progress = over(replay.start(ReplayRange.ofSeqs(5, 7), FAST));
        assertThat(progress.state()).isEqualTo(State.FAILED);
        assertThat(progress.problem()).isEqualTo("java.lang.IllegalStateException: unforeseen");
        assertThat(progress.nextSeq()).isEqualTo(5);
    }

    @Test
    void hasFailedAndMakesRoomForAnotherWhenAnErrorEndsItsThread() throws InterruptedException {
        AtomicBoolean sick = new AtomicBoolean(true);
        Replays replays = new Replays(outbox, delivery -> CompletableFuture.completedFuture(null), event -> {
            if (sick.get()) {
                throw new StackOverflowError("too deep");
            }
            return ReplayPreview.ofEventsOnly().of(event);
        });
        assertThat(over(replays.start(ReplayRange.upTo(10), FAST)))
                .extracting(ReplayProgress::state, ReplayProgress::problem)
                .containsExactly(State.FAILED, "java.lang.StackOverflowError: too deep");
        sick.set(false);
        assertThat(over(replays.start(ReplayRange.upTo(10), FAST)).state()).isEqualTo(State.FINISHED);
    }

    @Test
    void stopsWhenAsked() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        Replays slow = new Replays(
                outbox,
                event -> {
                    first.countDown();
                    return CompletableFuture.completedFuture(null);
                },
                new InboxPreview(processed, deadLetters));
        ReplayRun run = slow.start(ReplayRange.ofSeqs(1, 10), 1).orElseThrow();
        first.await();
        await().atMost(SOON).until(() -> replayThreads().get(0).getState() == Thread.State.TIMED_WAITING);
        run.stop();
        assertThat(over(Optional.of(run)).state()).isEqualTo(State.STOPPED);
        assertThat(run.progress().nextSeq()).isLessThan(4);
    }

    @Test
    void hasFinishedAlsoWhenItIsStoppedAfterwards() throws InterruptedException {
        ReplayRun run = replay.start(ReplayRange.ofSeqs(1, 10), FAST).orElseThrow();
        over(Optional.of(run));
        run.stop();
        assertThat(run.progress().state()).isEqualTo(State.FINISHED);
    }

    @Test
    void isOverOnceWhatIsInFlightAtItsStopHasFinished() throws InterruptedException {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        CountDownLatch reached = new CountDownLatch(1);
        Replays inFlight = new Replays(
                outbox,
                delivery -> {
                    reached.countDown();
                    return slow;
                },
                ReplayPreview.ofEventsOnly());
        ReplayRun run = inFlight.start(ReplayRange.ofSeqs(1, 1), FAST).orElseThrow();
        reached.await();
        run.stop();
        assertThat(run.awaitOver(Duration.ofMillis(50))).isFalse();
        await().atMost(SOON).until(() -> replayThreads().get(0).getState() == Thread.State.TIMED_WAITING);
        slow.complete(null);
        assertThat(over(Optional.of(run)).events()).isEqualTo(1);
        assertThat(run.progress().nextSeq()).isEqualTo(2);
    }

    @Test
    void keepsTheInterruptOfAThreadThatStopsIt() throws InterruptedException {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        Replays inFlight = new Replays(outbox, delivery -> slow, ReplayPreview.ofEventsOnly());
        ReplayRun run = inFlight.start(ReplayRange.ofSeqs(1, 1), FAST).orElseThrow();
        Thread.currentThread().interrupt();
        inFlight.stop();
        assertThat(Thread.interrupted()).isTrue();
        slow.complete(null);
        assertThat(run.awaitOver(SOON)).isTrue();
    }

    @Test
    void stopsTheLatestAndWaitsForItsEnd(CapturedOutput output) throws InterruptedException {
        assertThat(replay.latest()).isEmpty();
        replay.stop();
        ReplayRun run = replay.start(ReplayRange.ofSeqs(1, 10), 1).orElseThrow();
        assertThat(replay.latest()).containsSame(run);
        assertThat(replay.dryRun(ReplayRange.ofSeqs(1, 1))).as("one at a time").isEmpty();
        replay.stop();
        assertThat(run.awaitOver(Duration.ZERO)).isTrue();
        assertThat(run.progress().state()).isEqualTo(State.STOPPED);
        assertThat(output).doesNotContain("replay.stopped");
    }

    @Test
    void refusesRangesAndPacesThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> ReplayRange.ofSeqs(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ReplayRange.ofSeqs(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ReplayRange.ofTimes(Instant.EPOCH, Instant.EPOCH));
        assertThatIllegalArgumentException().isThrownBy(() -> replay.start(ReplayRange.ofSeqs(1, 1), 0));
        Replays young =
                new Replays(new InMemoryOutbox(5), delivery -> new CompletableFuture<>(), ReplayPreview.ofEventsOnly());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> young.dryRun(ReplayRange.ofSeqs(4, 7)))
                .withMessage("seq 4 is no longer kept, the oldest entry has seq 5");
    }

    private static ReplayProgress over(Optional<ReplayRun> started) throws InterruptedException {
        ReplayRun run = started.orElseThrow();
        assertThat(run.awaitOver(SOON)).isTrue();
        return run.progress();
    }

    private static List<Thread> replayThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("outbox-replay"))
                .toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OrderCreated event(long seq) {
        return new OrderCreated("order-" + seq, List.of("a", "b"), Instant.ofEpochSecond(seq));
    }
}
