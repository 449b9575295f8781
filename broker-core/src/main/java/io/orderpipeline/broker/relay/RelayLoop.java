package io.orderpipeline.broker.relay;

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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the relay, from its start to its stop, as steps that never wait. All state belongs to the thread that takes the
 * steps; outcomes come in over a queue from whatever thread the bus completes them on.
 */
final class RelayLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);

    /** How many entries a step publishes at most, so that outcomes and the checkpoint get their turn. */
    private static final int STEP = 1_000;

    private static final int PROBES_UNTIL_A_NEW_ENTRY = 3;

    /** When to look again at an end that is being written or damaged: no bell rings for damage. */
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

    /** Its position is one of an outbox that is gone: what was saved last may be one of the outbox that is there now. */
    private boolean placeLost;

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
     * What a run of the relay keeps count of.
     *
     * @param name of the run in the log
     */
    record Progress(String name, CheckpointSaver checkpoint, OutageWatch outage, Pace pace, PublishCounts counts) {}

    /** What became of one publication in one phase of the {@link OutageWatch}. */
    private record Outcome(
            OutboxEntry entry,
            int phase,
            boolean parked,
            @Nullable Throwable failure) {}

    /**
     * Publishes what it may.
     *
     * @return after how many nanoseconds to step again at the latest; {@link Long#MAX_VALUE} to wait for the bell
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

    /** Once false, what is in flight is for the next owner to publish again. */
    boolean isHeld() {
        return checkpoint.isHeld();
    }

    long doneSeq() {
        return entries.done().seq();
    }

    boolean isInOutage() {
        return outage.isOn();
    }

    /** Whether it is not known yet if the outbox ends where it was read to: a relay that was down is not up again before. */
    boolean hasUnclearEnd() {
        return cursor != null && cursor.hasUnclearEnd();
    }

    /** Why nothing is published now; empty outside of an outage. */
    String outageReason() {
        return outage.isOn() ? outageReason : "";
    }

    /** Whether every entry that was read is done. */
    boolean isIdle() {
        return !entries.hasUnfinished();
    }

    /** A step of a stopping relay, which publishes nothing and takes what comes back for the stop's doing. */
    boolean isWaitingForOutcomes() {
        stopping = true;
        settleOutcomes();
        return entries.hasInFlight();
    }

    @Override
    public void close() {
        settleOutcomes();
        if (!placeLost) {
            checkpoint.save(entries.done());
        }
        closeCursor();
    }

    private long publishAll() {
        for (int i = 0; i < STEP && checkpoint.isHeld(); i++) {
            OutboxEntry entry = entries.takeReturnedAfter(0);
            if (entry == null && !pace.isResting()) {
                entry = readNext();
            }
            if (entry == null) {
                return outage.isOn() ? outage.nanosUntilProbe() : Math.min(pace.nanosLeft(), nanosUntilNextLook());
            }
            publish(entry);
            settleOutcomes();
            if (outage.isOn()) {
                return outage.nanosUntilProbe();
            }
        }
        return 0;
    }

    private long nanosUntilNextLook() {
        return hasUnclearEnd() ? LOOK_AGAIN_NANOS : Long.MAX_VALUE;
    }

    /**
     * Tries one entry after the other, so that neither an entry that the far end cannot digest nor a probe that takes long keeps
     * the relay from noticing that the outage is over.
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

    /** Every few probes one that was never tried, even beyond the window: a window full of poisonous events says nothing about the others. */
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

    /** The next entry of the outbox, or null when there is none or no room for it. */
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
                // First, because it looks into the outbox: an entry that this fails for is read again.
                pace.read(entry.seq());
                entries.read(entry);
            }
            return entry;
        } catch (RuntimeException e) {
            closeCursor();
            if (e instanceof OutboxUnreadableException && lostItsPlace()) {
                placeLost = true;
                throw e;
            }
            failed(e);
            return null;
        }
    }

    /** Whether the outbox was written again since the last entry was read: the checkpoint says where to go on. */
    private boolean lostItsPlace() {
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
                // A parked one too: a far end that finds fault with an event is well.
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
        Throwable failure =
                wrapped instanceof CompletionException && wrapped.getCause() != null ? wrapped.getCause() : wrapped;
        if (outage.isOn()) {
            outage.postpone(failure);
            return;
        }
        outage.begin(failure);
        lastProbed = 0;
        outageReason = reasonOf(failure);
        log.warn("{}.outage.started doneSeq={} reason=\"{}\"", name, doneSeq(), outageReason);
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
