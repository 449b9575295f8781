package io.orderpipeline.orders.storage.file;

/** A promise of the store that a simulated life saw broken. */
enum Violation {
    /** An order was answered 202 and is not there any more, or is another one. */
    ACKNOWLEDGED_LOST,
    /** An order was shown by a read and is not there any more, or is another one. */
    SHOWN_LOST,
    /** A notification was recorded as sent, or a dead letter changed, and the inbox does not know it any more. */
    INBOX_LOST,
    /** An event was published whose order does not exist. */
    PHANTOM_EVENT,
    /** After a start there are not exactly the events of the orders, one each. */
    EVENTS_DO_NOT_MATCH,
    /** An order was acknowledged, and all there is was delivered, but not its event. */
    NOT_DELIVERED,
    /** Two orders share an id, or the answer to a duplicate was wrong. */
    DUPLICATE_ACCEPTED,
    /** After a recovery a file is not one valid JSON document. */
    INVALID_JSON,
    /** A start was refused although nothing but crashes happened. */
    REFUSED_AFTER_CRASH,
    /** Acknowledged bytes were damaged, and the start said nothing. */
    DAMAGE_IGNORED,
    /** A store that was running stopped because a file could not be opened. */
    STOPPED_FOR_A_DESCRIPTOR
}
