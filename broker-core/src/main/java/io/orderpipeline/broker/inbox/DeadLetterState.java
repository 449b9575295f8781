package io.orderpipeline.broker.inbox;

/** What became of a letter. */
public enum DeadLetterState {
    /** Its event has failed and waits for its next attempt, which the notification service makes on its own. */
    RETRYING,
    /** Its event used up its attempts and waits for an operator to redrive or discard it. */
    DEAD,
    /** Closed: a later attempt delivered its event. */
    REDELIVERED,
    /** Given up, for a reason that its history names; its event is not tried again on its own. */
    DISCARDED
}
