package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.outbox.Checkpoint;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a relay's progress now and then. A checkpoint that cannot be saved or read costs repeated work after a restart, never an
 * event, so it is a warning and no more.
 */
final class CheckpointSaver {

    private static final Logger log = LoggerFactory.getLogger(CheckpointSaver.class);

    private final Checkpoint checkpoint;
    private final long interval;
    private final LongSupplier nanoTime;

    private long saved;
    private long nextSaveAt;
    private boolean failing;

    CheckpointSaver(Checkpoint checkpoint, long intervalNanos, LongSupplier nanoTime) {
        this.checkpoint = checkpoint;
        this.interval = intervalNanos;
        this.nanoTime = nanoTime;
        this.nextSaveAt = nanoTime.getAsLong();
    }

    /** Where to start, in an outbox whose newest entry is {@code lastSeq}. */
    long load(long lastSeq) {
        try {
            saved = checkpoint.load();
        } catch (RuntimeException e) {
            log.warn("relay.checkpoint.unreadable startsFrom=0 problem=\"{}\"", e.toString());
            return 0;
        }
        if (saved > lastSeq) {
            log.warn("relay.checkpoint.beyondOutbox checkpoint={} lastSeq={} startsFrom=0", saved, lastSeq);
            return 0;
        }
        return saved;
    }

    void saveIfDue(long seq) {
        if (nanosUntilDue(seq) <= 0) {
            save(seq);
        }
    }

    /** {@link Long#MAX_VALUE} when there is nothing to save. */
    long nanosUntilDue(long seq) {
        return seq == saved ? Long.MAX_VALUE : nextSaveAt - nanoTime.getAsLong();
    }

    void save(long seq) {
        if (seq == saved) {
            return;
        }
        nextSaveAt = nanoTime.getAsLong() + interval;
        try {
            checkpoint.save(seq);
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.warn(
                        "relay.checkpoint.notSaved seq={} retriesEvery={}ms problem=\"{}\"",
                        seq,
                        interval / 1_000_000,
                        e.toString());
            }
            return;
        }
        saved = seq;
        if (failing) {
            failing = false;
            log.info("relay.checkpoint.savedAgain seq={}", seq);
        }
    }
}
