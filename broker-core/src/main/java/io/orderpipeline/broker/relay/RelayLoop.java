package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the relay, from start to stop, as steps that never block. Only the thread that takes the steps touches its state; outcomes
 * arrive through a queue from whichever thread the bus completes them on.
 */
final class RelayLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);

    /** The most entries a step publishes, so that outcomes and the checkpoint are handled in between. */
    private static final int STEP = 1_000;

    private static final int PROBES_UNTIL_A_NEW_ENTRY = 3;

    /** How soon to look again at an end that is being written or damaged: no bell rings for damage. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final Outbox outbox;
    private final EventPublisher bus;
    private final CommitBell bell;
    private final String name;
    private final CheckpointSaver checkpoint;
    private final OutageWatch outage;
    private final Pace pace;
    private final PublishCounts counts;

    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final UnfinishedEntries entries;
    private @Nullable OutboxCursor cursor;
    private long lastProbed;
    private int probes;
    private String outageReason = "";
    private boolean stopping;

    /** The outbox was replaced, so the position read to must not be saved; the saved checkpoint may belong to the new outbox. */
    private boolean positionLost;

    RelayLoop(Outbox outbox, EventPublisher bus, CommitBell bell, Progress progress, int window) {
        this.outbox = outbox;
        this.bus = bus;
        this.bell = bell;
        this.name = progress.name();
        this.checkpoint = progress.checkpoint();
        this.outage = progress.outage();
        this.pace = progress.pace();
        this.counts = progress.counts();
        this.entries = new UnfinishedEntries(window, checkpoint.load(outbox));
    }

    /**
     * The progress and limits of one run.
     *
     * @param name prefix of the run's log events
     */
    record Progress(String name, CheckpointSaver checkpoint, OutageWatch outage, Pace pace, PublishCounts counts) {}

    /** What became of one publication in one phase of the {@link OutageWatch}. */
    private record Outcome(
            OutboxEntry entry,
            int phase,
            boolean parked,
            @Nullable Throwable failure) {}

    /**
     * Publishes as much as the window and the pace allow.
     *
     * @return nanoseconds until the next step is due at the latest; {@link Long#MAX_VALUE} to wait for the bell
     */
    long step() {
        settleOutcomes();
        long pause = outage.isOn() ? probeIfDue() : publishAll();
        settleOutcomes();
        checkpoint.saveIfDue(entries.done());
        return Math.min(pause, checkpoint.nanosUntilDue(entries.done()));
    }

    /** A step of a paused relay, which publishes nothing. */
    long idleStep() {
        settleOutcomes();
        checkpoint.saveIfDue(entries.done());
        return checkpoint.nanosUntilDue(entries.done());
    }

    /** Whether the lease is held; once false, the next owner republishes the entries in flight. */
    boolean isHeld() {
        return checkpoint.isHeld();
    }

    long doneSeq() {
        return entries.done().seq();
    }

    boolean isInOutage() {
        return outage.isOn();
    }

    /** Whether it is still unknown if the outbox really ends where reading stopped. Until it is known, a relay that was down stays down. */
    boolean hasUnclearEnd() {
        return cursor != null && cursor.hasUnclearEnd();
    }

    /** Why nothing is published now; empty when there is no outage. */
    String outageReason() {
        return outage.isOn() ? outageReason : "";
    }

    /** Whether every entry read is done. */
    boolean isIdle() {
        return !entries.hasUnfinished();
    }

    /** A step of a stopping relay: it publishes nothing, and a failed outcome starts no outage, since the stop caused it. */
    boolean isWaitingForOutcomes() {
        stopping = true;
        settleOutcomes();
        return entries.hasInFlight();
    }

    @Override
    public void close() {
        settleOutcomes();
        if (!positionLost) {
            checkpoint.save(entries.done());
        }
        closeCursor();
    }

    private long publishAll() {
        for (int i = 0; i < STEP && checkpoint.isHeld(); i++) {
            // Asked once: a rest that ended in between would neither be waited for nor end in a read.
            long rest = pace.nanosLeft();
            OutboxEntry entry = nextEntry(rest <= 0);
            if (entry == null) {
                return outage.isOn() ? outage.nanosUntilProbe() : rest > 0 ? rest : nanosUntilNextLook();
            }
            publish(entry);
            settleOutcomes();
            if (outage.isOn()) {
                return outage.nanosUntilProbe();
            }
        }
        lastProbed = 0;
        return 0;
    }

    /** An entry that failed as a probe comes last, so that it delays none of the others, but not later than the next step. */
    private @Nullable OutboxEntry nextEntry(boolean mayRead) {
        OutboxEntry entry = entries.takeReturnedAfter(lastProbed);
        if (entry == null && mayRead) {
            entry = readNext();
        }
        return entry == null && !outage.isOn() ? entries.takeReturnedAfter(0) : entry;
    }

    private long nanosUntilNextLook() {
        return hasUnclearEnd() ? LOOK_AGAIN_NANOS : Long.MAX_VALUE;
    }

    /**
     * Probes with a different entry each time, so that neither an entry that the far end cannot process nor a slow probe keeps the relay
     * from noticing that the outage is over.
     */
    private long probeIfDue() {
        if (outage.nanosUntilProbe() <= 0 && checkpoint.isHeld()) {
            outage.planProbe();
            OutboxEntry probe = nextProbe();
            if (probe != null) {
                publish(probe);
            } else if (cursor != null && !cursor.hasUnclearEnd() && !entries.hasOutcomeToCome()) {
                endOutage(); // The outbox itself could not be read; now it can, and has nothing new.
                return 0;
            }
        }
        return Math.max(0, outage.nanosUntilProbe());
    }

    /** Every third probe is an untried entry, even beyond the window: a window full of poison events says nothing about the others. */
    private @Nullable OutboxEntry nextProbe() {
        probes++;
        OutboxEntry probe = probes % PROBES_UNTIL_A_NEW_ENTRY == 0 && !entries.isOverfull() ? read() : null;
        if (probe != null) {
            return probe;
        }
        probe = entries.takeReturnedAfter(lastProbed);
        if (probe == null) {
            probe = readNext();
        }
        if (probe == null) {
            probe = entries.takeReturnedAfter(0);
        }
        if (probe != null) {
            lastProbed = probe.seq();
        }
        return probe;
    }

    /** The next entry of the outbox, or null when there is none or the window is full. */
    private @Nullable OutboxEntry readNext() {
        return entries.isFull() ? null : read();
    }

    private @Nullable OutboxEntry read() {
        try {
            if (cursor == null) {
                cursor = outbox.after(entries.lastRead());
            }
            OutboxEntry entry = cursor.next();
            if (entry != null) {
                // First, because it reads the outbox and may fail: the entry is then read again.
                pace.read(entry.seq());
                entries.read(entry);
            }
            return entry;
        } catch (RuntimeException e) {
            closeCursor();
            if (e instanceof OutboxUnreadableException && lostItsPosition()) {
                positionLost = true;
                throw e;
            }
            failed(e);
            return null;
        }
    }

    /** Whether the outbox was replaced since the last entry was read: the checkpoint then says where to continue. */
    private boolean lostItsPosition() {
        try {
            return !outbox.holds(entries.lastRead());
        } catch (OutboxUnreadableException e) {
            return false;
        }
    }

    private void publish(OutboxEntry entry) {
        int phase = outage.phase();
        CompletionStage<Void> stage;
        try {
            stage = bus.publish(new Delivery(
                    entry.event(),
                    entry.headers(),
                    bell.committedAt(entry.seq()),
                    () -> settle(new Outcome(entry, phase, true, null))));
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        counts.published();
        stage.whenComplete((done, failure) -> settle(new Outcome(entry, phase, false, failure)));
    }

    private void settle(Outcome outcome) {
        outcomes.add(outcome);
        bell.ring();
    }

    private void settleOutcomes() {
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            if (outcome.failure() == null) {
                if (outcome.parked()) {
                    entries.park(outcome.entry());
                } else {
                    entries.done(outcome.entry());
                }
                // Also for a parked entry: a far end that rejects a single event is available.
                if (outage.isOn() && outcome.phase() == outage.phase()) {
                    endOutage();
                }
            } else {
                counts.failed();
                entries.giveBack(outcome.entry());
                if (outcome.phase() == outage.phase()) {
                    failed(outcome.failure());
                }
            }
        }
    }

    private void failed(Throwable wrapped) {
        if (stopping) {
            return;
        }
        Throwable failure = Outage.unwrapped(wrapped);
        if (outage.isOn()) {
            outage.postpone(failure);
            return;
        }
        outage.begin(failure);
        lastProbed = 0;
        outageReason = reasonOf(failure);
        log.warn("{}.outage.started doneSeq={} reason={}", name, doneSeq(), LogValue.quoted(outageReason));
    }

    private static String reasonOf(Throwable failure) {
        boolean expected = failure instanceof Outage || failure instanceof OutboxUnreadableException;
        return expected ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private void endOutage() {
        log.info("{}.outage.ended lasted={}ms doneSeq={}", name, outage.lasted().toMillis(), doneSeq());
        outage.end();
    }

    private void closeCursor() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
