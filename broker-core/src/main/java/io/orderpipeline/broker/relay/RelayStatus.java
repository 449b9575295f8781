package io.orderpipeline.broker.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a relay stands.
 *
 * @param state          what it does now
 * @param doneSeq        every entry up to this seq is done
 * @param lastSeq        the newest accepted order's seq
 * @param oldestUndoneAt when the order of the oldest entry that is not done was accepted; null when all are done, or when that
 *     entry does not say
 */
public record RelayStatus(
        State state, long doneSeq, long lastSeq, @Nullable Instant oldestUndoneAt) {

    /** What a relay does. */
    public enum State {
        /** Not started, or stopped. */
        STOPPED,
        /** Publishes entries as they come. */
        RUNNING,
        /** Waits until the relay that owns the checkpoint, in another process, gives it up. */
        STANDBY,
        /** Waits for an operator to resume it. */
        PAUSED,
        /** Waits for the far end, or for an outbox that can be read, and probes it. */
        OUTAGE,
        /** Has been stuck in one step for longer than any step takes, for example in a write to a log that nothing reads. */
        STALLED
    }

    /** How many entries are not done. */
    public long backlog() {
        return Math.max(0, lastSeq - doneSeq);
    }
}
