package io.orderpipeline.notifications.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a fault of this process from one of an event: memory or threads have run out, or classes are gone because the jar was
 * replaced. Such a fault affects any event and lasts until the process is healthy again.
 *
 * <p>Every {@link Error} is one, except two that an event's content can cause: a stack overflow and a failed assertion.
 */
final class OwnFault {

    private OwnFault() {}

    /** Whether such a fault is the failure or its cause. */
    static boolean isBehind(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error
                    && !(cause instanceof StackOverflowError)
                    && !(cause instanceof AssertionError)) {
                return true;
            }
        }
        return false;
    }
}
