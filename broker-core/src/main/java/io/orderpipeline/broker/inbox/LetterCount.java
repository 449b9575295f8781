package io.orderpipeline.broker.inbox;

/**
 * The number of letters with the same state and cause.
 *
 * @param state   their state
 * @param cause   the cause of their last failure
 * @param letters their number, at least 1
 */
public record LetterCount(DeadLetterState state, String cause, long letters) {}
