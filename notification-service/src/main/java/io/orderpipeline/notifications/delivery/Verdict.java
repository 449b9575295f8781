package io.orderpipeline.notifications.delivery;

/**
 * The result of an operator's request about one dead letter.
 *
 * @param id     the letter's id
 * @param result what happened
 * @param detail why, for people; may be empty
 */
public record Verdict(String id, Result result, String detail) {

    /** The possible results. */
    public enum Result {
        /** The event is delivered and the letter closed. */
        REDELIVERED,
        /** The event failed again; the letter stays dead, and its history has the failure. */
        DIED_AGAIN,
        /** An outage; the letter stays unchanged. */
        UNAVAILABLE,
        /** The letter is given up. */
        DISCARDED,
        /** There is no such letter. */
        UNKNOWN,
        /** The letter is already closed, or another request is working on it; nothing was done. */
        REFUSED
    }
}
