package io.orderpipeline.orders.placing;

import java.util.List;

/** The order breaks a rule; nothing was stored. */
public sealed interface OrderRefused extends Placement {

    /** Another order has this orderId. */
    record DuplicateOrderId() implements OrderRefused {}

    /**
     * Other orders, or this one itself, already have these items.
     *
     * @param itemIds every offender once, in request order
     */
    record DuplicateItems(List<String> itemIds) implements OrderRefused {
        public DuplicateItems {
            itemIds = List.copyOf(itemIds);
        }
    }

    /** The idempotency key was used before with another body. */
    record IdempotencyKeyReused() implements OrderRefused {}
}
