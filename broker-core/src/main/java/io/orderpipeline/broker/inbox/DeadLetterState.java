package io.orderpipeline.broker.inbox;

/** What became of a dead letter. */
public enum DeadLetterState {
    /** Waits for an operator to redrive or discard it; its event is not tried again on its own. */
    DEAD,
    /** Closed: a redrive delivered its event. */
    REDELIVERED,
    /** Given up, for a reason that its history names; its event is not tried again on its own. */
    DISCARDED
}
