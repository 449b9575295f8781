package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.LeaseLostException;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.Position;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a relay's progress at intervals while its lease is held. A checkpoint that cannot be saved, or that belongs to another outbox,
 * costs repeated work but never an event, so it is only a warning. Not thread-safe: used by the relay's thread only.
 */
final class CheckpointSaver {

    private static final Logger log = LoggerFactory.getLogger(CheckpointSaver.class);

    private final Lease lease;
    private final long interval;
    private final LongSupplier nanoTime;

    private Position saved = Position.START;
    private long nextSaveAt;
    private boolean failing;

    CheckpointSaver(Lease lease, long intervalNanos, LongSupplier nanoTime) {
        this.lease = lease;
        this.interval = intervalNanos;
        this.nanoTime = nanoTime;
        this.nextSaveAt = nanoTime.getAsLong();
    }

    /** Where to start: at the saved position, or at the oldest entry if this outbox does not contain that position. */
    Position load(Outbox outbox) {
        try {
            Position loaded = lease.start();
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
            log.warn("relay.checkpoint.unreadable starts_from=0 problem={}", LogValue.quoted(e.getMessage()));
        }
        return Position.START;
    }

    /** Whether this relay may publish and save; once false, it stays false. */
    boolean isHeld() {
        return lease.isHeld();
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
        if (done.equals(saved) || !isHeld()) {
            return;
        }
        nextSaveAt = nanoTime.getAsLong() + interval;
        try {
            lease.save(done);
        } catch (LeaseLostException e) {
            log.warn("relay.lease.lost seq={} problem={}", done.seq(), LogValue.quoted(e.getMessage()));
            return;
        } catch (CheckpointNotSavedException | Outage e) {
            if (!failing) {
                failing = true;
                log.warn(
                        "relay.checkpoint.not_saved seq={} retries_every={}ms problem={}",
                        done.seq(),
                        interval / 1_000_000,
                        LogValue.quoted(e.getMessage()));
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
