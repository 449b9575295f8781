package io.orderpipeline.notifications.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a redrive of many letters has come.
 *
 * @param state   whether it is still running, or how it ended
 * @param cause   of the letters it redrives; null for all dead letters
 * @param results how many letters had which result; an {@link Verdict.Result#UNAVAILABLE} ends the redrive
 * @param left    how many letters, dead at its start, have not been tried
 * @param problem why it failed, else empty
 */
public record RedriveProgress(
        State state, @Nullable String cause, Map<Verdict.Result, Integer> results, long left, String problem) {

    /** Whether a redrive is still running, or how it ended. */
    public enum State {
        /** Running. */
        RUNNING,
        /** Every letter was tried. */
        FINISHED,
        /** Stopped by an operator or by the end of the service. */
        STOPPED,
        /** Ended by an outage; start it again when the outage is over. */
        FAILED
    }
}
