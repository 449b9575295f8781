package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.Position;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a relay's progress now and then. A checkpoint that cannot be saved, or does not belong to the outbox, costs repeated work,
 * never an event, so it is a warning and no more. Not thread-safe: it is used by the relay's thread.
 */
final class CheckpointSaver {

    private static final Logger log = LoggerFactory.getLogger(CheckpointSaver.class);

    private final Checkpoint checkpoint;
    private final long interval;
    private final LongSupplier nanoTime;

    private Position saved = Position.START;
    private long nextSaveAt;
    private boolean failing;

    CheckpointSaver(Checkpoint checkpoint, long intervalNanos, LongSupplier nanoTime) {
        this.checkpoint = checkpoint;
        this.interval = intervalNanos;
        this.nanoTime = nanoTime;
        this.nextSaveAt = nanoTime.getAsLong();
    }

    /** Where to start: at the saved position, or with the oldest entry when that is not a position of this outbox. */
    Position load(Outbox outbox) {
        try {
            Position loaded = checkpoint.load();
            if (outbox.holds(loaded)) {
                saved = loaded;
                return loaded;
            }
            log.warn(
                    "relay.checkpoint.foreign seq={} mark={} last_seq={} starts_from=0",
                    loaded.seq(),
                    HexFormat.of().toHexDigits(loaded.mark()),
                    outbox.lastSeq());
        } catch (CheckpointUnreadableException e) {
            log.warn("relay.checkpoint.unreadable starts_from=0 problem=\"{}\"", e.getMessage());
        }
        return Position.START;
    }

    void saveIfDue(Position done) {
        if (nanosUntilDue(done) <= 0) {
            save(done);
        }
    }

    /** {@link Long#MAX_VALUE} when there is nothing to save. */
    long nanosUntilDue(Position done) {
        return done.equals(saved) ? Long.MAX_VALUE : nextSaveAt - nanoTime.getAsLong();
    }

    void save(Position done) {
        if (done.equals(saved)) {
            return;
        }
        nextSaveAt = nanoTime.getAsLong() + interval;
        try {
            checkpoint.save(done);
        } catch (CheckpointNotSavedException e) {
            if (!failing) {
                failing = true;
                log.warn(
                        "relay.checkpoint.not_saved seq={} retries_every={}ms problem=\"{}\"",
                        done.seq(),
                        interval / 1_000_000,
                        e.getMessage());
            }
            return;
        }
        saved = done;
        if (failing) {
            failing = false;
            log.info("relay.checkpoint.saved_again seq={}", done.seq());
        }
    }
}
