package io.orderpipeline.broker.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a relay.
 *
 * @param state          what it does now
 * @param doneSeq        every entry up to this seq is done
 * @param lastSeq        the newest accepted order's seq
 * @param oldestUndoneAt when the order of the oldest entry not yet done was accepted; null when all are done, or when that
 *     entry has no time
 */
public record RelayStatus(
        State state, long doneSeq, long lastSeq, @Nullable Instant oldestUndoneAt) {

    /** What a relay is doing. */
    public enum State {
        /** Not started, or stopped. */
        STOPPED,
        /** Publishes entries as they are committed. */
        RUNNING,
        /** Waits for the relay in another process that owns the checkpoint to give it up. */
        STANDBY,
        /** Waits for an operator to resume it. */
        PAUSED,
        /** The far end is unavailable or the outbox unreadable; the relay probes it. */
        OUTAGE,
        /** Stuck in one step for longer than any step should take, for example writing to a log whose reader hangs. */
        STALLED
    }

    /** How many entries are not done. */
    public long backlog() {
        return Math.max(0, lastSeq - doneSeq);
    }
}
