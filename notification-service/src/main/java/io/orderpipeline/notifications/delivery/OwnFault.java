package io.orderpipeline.notifications.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Tells a fault of this process from one of an event: it has no memory or no thread left, or classes that it needs are gone since its jar
 * was replaced. Such a fault meets any event, and ends no sooner than the process is healthy again.
 *
 * <p>An {@link Error} is one, but for two that what an event contains may lead to: a stack that overflows, and a broken assumption.
 */
final class OwnFault {

    private OwnFault() {}

    /** Whether it is the failure, or led to it. */
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
