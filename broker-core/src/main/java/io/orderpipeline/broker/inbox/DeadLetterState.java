package io.orderpipeline.broker.inbox;

/** The state of a dead letter. */
public enum DeadLetterState {
    /** Waits for an operator to redrive or discard it; its event is not retried automatically. */
    DEAD,
    /** Closed: a redrive delivered its event. */
    REDELIVERED,
    /** Given up, for a reason stated in its history; its event is not retried automatically. */
    DISCARDED
}
