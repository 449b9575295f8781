package io.orderpipeline.broker.inbox;

/**
 * How many letters there are of one kind.
 *
 * @param state   what became of them
 * @param cause   the cause of their last failure
 * @param letters how many, at least 1
 */
public record LetterCount(DeadLetterState state, String cause, long letters) {}
