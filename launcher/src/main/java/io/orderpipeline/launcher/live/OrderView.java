package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.orders.placing.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order is.
 *
 * @param itemId         its first items
 * @param items          how many it has
 * @param notified       how many of them are notified
 * @param acceptedAt     in milliseconds since 1970
 * @param deliveredAfter milliseconds from its acceptance to its delivery; null when this process has not seen both
 * @param notifiedAfter  milliseconds from its acceptance until its last item was notified; null likewise
 */
record OrderView(
        String orderId,
        List<String> itemId,
        int items,
        int notified,
        long acceptedAt,
        Stage stage,
        @Nullable Double deliveredAfter,
        @Nullable Double notifiedAfter) {

    private static final int SHOWN_ITEMS = 3;

    /** The last stage that it reached. */
    enum Stage {
        /** Accepted; its event waits in the outbox. */
        WAITING,
        /** The notification service has its event, and tries or tries again. */
        DELIVERED,
        NOTIFIED,
        /** Waits for an operator. */
        DEAD,
        /** Given up by an operator. */
        DISCARDED
    }

    static OrderView of(Journey journey, Inbox inbox) {
        Order order = journey.order();
        int items = order.itemIds().size();
        int notified = journey.isNotified() ? items : inbox.notified(order).size();
        return new OrderView(
                order.orderId(),
                order.itemIds().subList(0, Math.min(SHOWN_ITEMS, items)),
                items,
                notified,
                order.createdAt().toEpochMilli(),
                notified == items ? Stage.NOTIFIED : unfinished(journey, inbox),
                Millis.of(journey.toDelivered()),
                Millis.of(journey.toNotified()));
    }

    private static Stage unfinished(Journey journey, Inbox inbox) {
        DeadLetterState failed =
                inbox.letterOf(journey.order()).map(DeadLetter::state).orElse(DeadLetterState.REDELIVERED);
        return switch (failed) {
            case DEAD -> Stage.DEAD;
            case DISCARDED -> Stage.DISCARDED;
            case REDELIVERED -> journey.isDelivered() ? Stage.DELIVERED : Stage.WAITING;
        };
    }
}
