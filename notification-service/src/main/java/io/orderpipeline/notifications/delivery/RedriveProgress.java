package io.orderpipeline.notifications.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a redrive of many letters has come.
 *
 * @param state   whether it is still running, or how it ended
 * @param cause   of the letters it redrives; null for all that are dead
 * @param results how many letters came to which result; an {@link Verdict.Result#UNAVAILABLE} ends the redrive
 * @param left    how many letters that were dead at its start have not been tried
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
        /** An operator, or the end of the service, stopped it. */
        STOPPED,
        /** An outage ended it; start it again when the far end is back. */
        FAILED
    }
}
