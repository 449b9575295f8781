package io.orderpipeline.broker.inbox;

/** What became of a dead letter. */
public enum DeadLetterState {
    /** Waits for somebody to redrive or discard it; its event is not tried again by itself. */
    DEAD,
    /** Closed: a redrive delivered its event. */
    REDELIVERED,
    /** Given up, for a reason that its history names; its event is not tried again by itself. */
    DISCARDED
}
