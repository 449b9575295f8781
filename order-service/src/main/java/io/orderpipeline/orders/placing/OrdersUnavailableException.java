package io.orderpipeline.orders.placing;

/** The store cannot take orders. {@link #reason()} says whether waiting helps. */
public final class OrdersUnavailableException extends RuntimeException {

    /** The reason, and what a client may conclude. */
    public enum Reason {
        /** Too many orders are waiting; this one was not stored. */
        BUSY,
        /** The disk is full; this one was not stored. */
        FULL,
        /** The store cannot be reached or read at the moment; this one was not stored. */
        UNAVAILABLE,
        /** The disk failed during the commit; whether the order was stored is known only after a restart. */
        OUTCOME_UNKNOWN
    }

    private final Reason reason;

    public OrdersUnavailableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
