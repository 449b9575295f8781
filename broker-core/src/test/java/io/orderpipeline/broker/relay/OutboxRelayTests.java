package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.InProcessEventBus;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.InMemoryCheckpoint;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutboxRelayTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final RelaySettings QUICK = new RelaySettings(
            100, Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(200));
    private static final RelaySettings PATIENT = new RelaySettings(10, QUICK.checkpointInterval(), SOON, SOON, SOON);

    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
    private final CommitBell bell = CommitBell.insideOneJvm();
    private final InProcessEventBus bus = new InProcessEventBus();
    private final OutboxRelay relay = new OutboxRelay(outbox, bus, checkpoint, bell, QUICK);
    private final Queue<Event> handled = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        relay.stop();
    }

    @Test
    void publishesWhatWasCommittedBeforeItsStartAndAfter() throws InterruptedException {
        subscribe();
        commit();
        relay.start();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        commit();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(handled).containsExactly(event(1), event(2));
        assertThat(relay.published()).isEqualTo(2);
    }

    @Test
    void saysWhenAnEntryWasCommittedInThisProcess() throws InterruptedException {
        Instant committed = Instant.parse("2026-11-01T10:00:00.000250Z");
        Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
        bus.subscribe("test", delivery -> {
            deliveries.add(delivery);
            return CompletableFuture.completedFuture(null);
        });
        bell.committed(2, 2, committed);
        commit(2);
        relay.start();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(deliveries).extracting(Delivery::committedAt).containsExactly(null, committed);
    }

    @Test
    void saysWhenAWaitForDrainingWasInVain() throws InterruptedException {
        relay.start();
        commit();
        assertThat(relay.awaitDrained(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void sleepsUntilTheBellRingsWhenNothingIsLeftToDo() throws InterruptedException {
        subscribe();
        relay.start();
        commit();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.WAITING);
        assertThat(checkpoint.saves()).as("saved before it fell asleep").endsWith(1L);
        long reads = outbox.reads();
        commit();
        await().atMost(SOON).until(() -> relay.status().doneSeq() == 2);
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.WAITING);
        assertThat(outbox.reads() - reads)
                .as("looks for entries after a ring, not by the clock")
                .isLessThanOrEqualTo(6);
    }

    @Test
    void pollsAnOutboxWithoutABell() throws InterruptedException {
        OutboxRelay follower =
                new OutboxRelay(outbox, bus, checkpoint, CommitBell.polling(Duration.ofMillis(1)), QUICK);
        subscribe();
        follower.start();
        outbox.commit(event(1));
        assertThat(follower.awaitDone(1, SOON)).isTrue();
        follower.stop();
    }

    @Test
    void catchesUpWhenASubscriberComes() throws InterruptedException {
        relay.start();
        commit(1_000);
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.OUTAGE);
        subscribe();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(handled).hasSize(1_000);
        assertThat(relay.publishFailures()).isPositive();
        assertThat(relay.status().state()).isEqualTo(RelayStatus.State.RUNNING);
    }

    @Test
    void publishesNothingWhilePaused() throws InterruptedException {
        subscribe();
        relay.pause();
        relay.start();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.PAUSED);
        commit(10);
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.TIMED_WAITING);
        assertThat(handled).isEmpty();
        assertThat(relay.status().backlog()).isEqualTo(10);
        assertThat(relay.status().oldestUndoneAt()).isEqualTo(Instant.ofEpochMilli(1));
        relay.resume();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(relay.status().backlog()).isZero();
        assertThat(relay.status().oldestUndoneAt()).isNull();
    }

    @Test
    void isWokenByAPauseAndTellsItOnce(CapturedOutput output) {
        relay.start();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.WAITING);
        relay.pause();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.TIMED_WAITING);
        assertThat(output).containsOnlyOnce("relay.paused doneSeq=0");
        relay.pause();
        assertThat(output).containsOnlyOnce("relay.paused doneSeq=0");
        relay.resume();
        relay.resume();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.WAITING);
        assertThat(output).containsOnlyOnce("relay.resumed backlog=0");
    }

    @Test
    void hasOneThreadHoweverOftenItIsStarted() {
        relay.start();
        relay.start();
        assertThat(relayThreads()).hasSize(1).as("keeps no process alive").allMatch(Thread::isDaemon);
        relay.stop();
        assertThat(relayThreads()).isEmpty();
    }

    @Test
    void endsWhenItIsAskedToAndNotBeforeItWasStarted() {
        relay.requestStop();
        relay.start();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.RUNNING);
        relay.requestStop();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.STOPPED);
    }

    @Test
    void goesOnFromItsCheckpointAfterAStopAndAStart() throws InterruptedException {
        subscribe();
        relay.start();
        commit(10);
        assertThat(relay.awaitDrained(SOON)).isTrue();
        relay.stop();
        assertThat(relay.status().state()).isEqualTo(RelayStatus.State.STOPPED);
        assertThat(checkpoint.saves()).endsWith(10L);
        commit(10);
        relay.start();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(handled).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void waitsForEntriesInFlightWhenItStops() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        bus.subscribe("slow", event -> slow);
        OutboxRelay patient = new OutboxRelay(outbox, bus, checkpoint, bell, PATIENT);
        patient.start();
        commit();
        await().atMost(SOON).until(() -> patient.published() == 1);
        patient.requestStop();
        commit();
        Thread stopper = new Thread(patient::stop);
        stopper.start();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.TIMED_WAITING);
        slow.complete(null);
        stopper.join(SOON.toMillis());
        assertThat(stopper.isAlive()).isFalse();
        assertThat(patient.status().doneSeq()).isEqualTo(1);
        assertThat(checkpoint.saves()).endsWith(1L);
        assertThat(patient.published()).as("nothing new after the request").isEqualTo(1);
    }

    @Test
    void stopsAfterItsGraceAlthoughAnEntryIsInFlight(CapturedOutput output) {
        CompletableFuture<Void> stuck = new CompletableFuture<>();
        bus.subscribe("stuck", event -> stuck);
        relay.start();
        commit();
        await().atMost(SOON).until(() -> relay.published() == 1);
        relay.stop();
        assertThat(checkpoint.saves()).doesNotContain(1L);
        assertThat(output).containsOnlyOnce("relay.stopped withEntriesInFlight=true doneSeq=0 grace=PT0.2S");
        relay.start();
        await().atMost(SOON).until(() -> relay.published() == 2);
    }

    @Test
    void restartsFromItsCheckpointAfterAnUnforeseenFailure(CapturedOutput output) throws InterruptedException {
        subscribe();
        FlakyLastSeq flaky = new FlakyLastSeq(outbox);
        OutboxRelay survivor = new OutboxRelay(flaky, bus, checkpoint, bell, QUICK);
        survivor.start();
        commit();
        assertThat(survivor.awaitDone(1, SOON)).isTrue();
        assertThat(flaky.failuresLeft).isZero();
        assertThat(output)
                .containsOnlyOnce("problem=\"java.lang.IllegalStateException: not yet\"")
                .contains("\tat ");
        survivor.stop();
    }

    @Test
    void tellsTheBacklogOfAnOutboxThatCannotBeRead() {
        bus.subscribe("slow", delivery -> new CompletableFuture<>());
        commit(3);
        relay.start();
        await().atMost(SOON).until(() -> relay.published() == 3);
        assertThat(relay.status().backlog()).isEqualTo(3);
        OutboxUnreadableException damaged = new OutboxUnreadableException("damaged");
        outbox.damage(damaged);
        assertThat(relay.status().state()).isEqualTo(RelayStatus.State.OUTAGE);
        outbox.failLastSeq(damaged);
        assertThat(relay.status())
                .extracting(RelayStatus::state, RelayStatus::backlog, RelayStatus::oldestUndoneAt)
                .containsExactly(RelayStatus.State.OUTAGE, 3L, null);
    }

    @Test
    void countsAnAcceptedOrderWhoseEventCannotBeRead() throws InterruptedException {
        subscribe();
        commit(2);
        relay.start();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        outbox.acceptWithoutEvent(1);
        assertThat(relay.status())
                .extracting(RelayStatus::doneSeq, RelayStatus::backlog, RelayStatus::oldestUndoneAt)
                .containsExactly(2L, 1L, null);
    }

    @Test
    void standsByWhileAnotherRelayOwnsTheCheckpointAndTakesOverWhenThatIsGone(CapturedOutput output)
            throws InterruptedException {
        subscribe();
        commit(5);
        checkpoint.save(outbox.position(2));
        Lease other = checkpoint.owner("other").lease();
        relay.start();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.STANDBY);
        assertThat(relay.status())
                .as("as far as the other one")
                .extracting(RelayStatus::doneSeq, RelayStatus::backlog)
                .containsExactly(2L, 3L);
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.TIMED_WAITING);
        assertThat(handled).isEmpty();
        other.close();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(handled).containsExactly(event(3), event(4), event(5));
        assertThat(relay.status().state()).isEqualTo(RelayStatus.State.RUNNING);
        assertThat(output).containsOnlyOnce("relay.standby owner=other doneSeq=2");
    }

    @Test
    void staysDownWhenItStartsOverUntilItIsClearWhereItsOutboxEnds() {
        checkpoint.failWith(new IllegalStateException("not yet"));
        outbox.makeEndUnclear(true);
        relay.start();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.OUTAGE);
        checkpoint.failWith(null);
        await().atMost(SOON).until(() -> outbox.reads() > 1);
        assertThat(relay.status().state()).isEqualTo(RelayStatus.State.OUTAGE);
        outbox.makeEndUnclear(false);
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.RUNNING);
    }

    @Test
    void continuesAfterAnErrorOfASubscriber() throws InterruptedException {
        bus.subscribe("test", failingOnce(new NoClassDefFoundError("of a subscriber")));
        commit();
        relay.start();
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(handled).containsExactly(event(1));
    }

    @Test
    void continuesAfterAnUnforeseenError() throws InterruptedException {
        EventHandler failing = failingOnce(new OutOfMemoryError("of a bus"));
        OutboxRelay stricken = new OutboxRelay(outbox, failing::handle, checkpoint, bell, QUICK);
        commit();
        stricken.start();
        assertThat(stricken.awaitDrained(SOON)).isTrue();
        stricken.stop();
        assertThat(handled).containsExactly(event(1));
    }

    private EventHandler failingOnce(Error failure) {
        AtomicBoolean failed = new AtomicBoolean();
        return delivery -> {
            if (failed.compareAndSet(false, true)) {
                throw failure;
            }
            handled.add(delivery.event());
            return CompletableFuture.completedFuture(null);
        };
    }

    @Test
    void stopsWhileItStandsBy() {
        Lease other = checkpoint.owner("other").lease();
        relay.start();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.STANDBY);
        assertThat(CompletableFuture.runAsync(relay::stop)).succeedsWithin(SOON);
        assertThat(other.isHeld()).isTrue();
    }

    @Test
    void givesTheCheckpointBackWhenItStops() {
        relay.start();
        await().atMost(SOON).until(() -> checkpoint.owner("other").acquire() instanceof Checkpoint.HeldElsewhere);
        relay.stop();
        assertThat(checkpoint.owner("other").lease().isHeld()).isTrue();
    }

    @Test
    void publishesAgainWhatWasInFlightWhenItsLeaseRanOut() {
        List<CompletableFuture<Void>> stuck = new CopyOnWriteArrayList<>();
        bus.subscribe("slow", delivery -> {
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            stuck.add(outcome);
            return outcome;
        });
        OutboxRelay hung = new OutboxRelay(outbox, bus, checkpoint.ownerThatHangs("hung"), bell, QUICK);
        commit();
        hung.start();
        await().atMost(SOON).until(() -> stuck.size() == 1);
        checkpoint.outlastLeases();
        bell.ring();
        await().atMost(SOON).until(() -> stuck.size() == 2);
        stuck.get(0).complete(null);
        assertThat(checkpoint.saves()).as("under a lease that is over").isEmpty();
        stuck.get(1).complete(null);
        await().atMost(SOON).until(() -> hung.status().doneSeq() == 1);
        hung.stop();
    }

    @Test
    void waitsForAStoreThatIsAway(CapturedOutput output) throws InterruptedException {
        subscribe();
        checkpoint.failWith(new Outage("database away"));
        commit();
        relay.start();
        await().atMost(SOON).until(() -> relay.status().state() == RelayStatus.State.OUTAGE);
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.TIMED_WAITING);
        checkpoint.failWith(null);
        assertThat(relay.awaitDrained(SOON)).isTrue();
        assertThat(output).containsOnlyOnce("relay.failed").contains("problem=\"database away\"");
        assertThat(output.getAll()).as("for operators").contains("WARN").doesNotContain("ERROR", "\tat ");
    }

    @Test
    void restsBeforeItAsksForALeaseAgainThatRanOut() {
        OutboxRelay hung = new OutboxRelay(outbox, bus, checkpoint.ownerThatHangs("hung"), bell, PATIENT);
        hung.start();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.WAITING);
        checkpoint.outlastLeases();
        bell.ring();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.TIMED_WAITING);
        hung.stop();
    }

    @Test
    void looksForTheOldestEntryOnlyWhileOneIsNotDone() {
        assertThat(relay.status().oldestUndoneAt()).isNull();
        assertThat(outbox.reads()).isZero();
        commit();
        assertThat(relay.status().oldestUndoneAt()).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(outbox.openCursors()).isZero();
    }

    @Test
    void keepsTheInterruptOfAThreadThatStopsIt() {
        relay.start();
        Thread.currentThread().interrupt();
        relay.stop();
        assertThat(Thread.interrupted()).isTrue();
        await().atMost(SOON).until(() -> relayThreads().isEmpty());
    }

    @Test
    void isNotStuckWhileItHasNothingToDo() {
        HandMovedTime time = new HandMovedTime();
        OutboxRelay idle = relay(time);
        idle.start();
        await().atMost(SOON).until(() -> relayThread().getState() == Thread.State.WAITING);
        time.move(Duration.ofHours(1));
        assertThat(idle.status().state()).isEqualTo(RelayStatus.State.RUNNING);
        idle.stop();
    }

    @Test
    void saysThatItIsStuckAndStopsAllTheSame() {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch neverRead = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        bus.subscribe("blocking", delivery -> {
            reached.countDown();
            try {
                neverRead.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
            return new CompletableFuture<>();
        });
        HandMovedTime time = new HandMovedTime();
        OutboxRelay stuck = relay(time);
        commit();
        stuck.start();
        await().atMost(SOON).until(() -> reached.getCount() == 0);
        time.move(Duration.ofSeconds(6));
        assertThat(stuck.status().state()).isEqualTo(RelayStatus.State.STALLED);
        assertThat(stuck.status().backlog()).isEqualTo(1);
        assertThat(CompletableFuture.runAsync(stuck::stop)).succeedsWithin(SOON);
        await().atMost(SOON).until(() -> interrupted.getCount() == 0);
    }

    /** An outbox that cannot be opened the first time. */
    private static final class FlakyLastSeq implements Outbox {

        private final Outbox outbox;
        private volatile int failuresLeft = 2;

        FlakyLastSeq(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public OutboxCursor after(long seq) {
            return outbox.after(seq);
        }

        @Override
        public OutboxCursor after(Position position) {
            return outbox.after(position);
        }

        @Override
        public boolean holds(Position position) {
            return outbox.holds(position);
        }

        @Override
        public long firstSeq() {
            return outbox.firstSeq();
        }

        @Override
        public synchronized long lastSeq() {
            if (failuresLeft > 0) {
                failuresLeft--;
                throw new IllegalStateException("not yet");
            }
            return outbox.lastSeq();
        }

        @Override
        public long acceptedSeq() {
            return outbox.acceptedSeq();
        }
    }

    private OutboxRelay relay(HandMovedTime time) {
        return new OutboxRelay(new RelayRun.Ends(outbox, bus, checkpoint, bell), QUICK, new RelayState(time));
    }

    private void subscribe() {
        bus.subscribe("test", delivery -> {
            handled.add(delivery.event());
            return CompletableFuture.completedFuture(null);
        });
    }

    private void commit() {
        commit(1);
    }

    private void commit(int count) {
        long last = outbox.lastSeq();
        LongStream.rangeClosed(last + 1, last + count).forEach(seq -> outbox.commit(event(seq)));
        bell.ring();
    }

    private static OrderCreated event(long seq) {
        return new OrderCreated("order-" + seq, List.of("item"), Instant.ofEpochMilli(seq));
    }

    private static Thread relayThread() {
        return relayThreads().get(0);
    }

    private static List<Thread> relayThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("outbox-relay"))
                .toList();
    }
}
