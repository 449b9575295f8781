package io.orderpipeline.orders.storage.file;

/** A broken promise of the store, found in a simulated life. */
enum Violation {
    /** An order was answered 202 and is no longer there, or has changed. */
    ACKNOWLEDGED_LOST,
    /** An order was shown by a read and is no longer there, or has changed. */
    SHOWN_LOST,
    /** A notification was recorded as sent, or a dead letter changed, and the inbox no longer knows. */
    INBOX_LOST,
    /** An event without an order was published. */
    PHANTOM_EVENT,
    /** After a start, the events do not match the orders one to one. */
    EVENTS_DO_NOT_MATCH,
    /** An order was acknowledged and everything was delivered, but not its event. */
    NOT_DELIVERED,
    /** Two orders share an id, or the answer to a duplicate was wrong. */
    DUPLICATE_ACCEPTED,
    /** After a recovery a file is not one valid JSON document. */
    INVALID_JSON,
    /** A start was refused although nothing but crashes happened. */
    REFUSED_AFTER_CRASH,
    /** Acknowledged bytes were damaged, and the start did not report it. */
    DAMAGE_IGNORED,
    /** A store that was running stopped because a file could not be opened. */
    STOPPED_FOR_A_DESCRIPTOR
}
