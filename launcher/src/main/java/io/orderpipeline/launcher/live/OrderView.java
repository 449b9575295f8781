package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.orders.placing.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order and how far it has got.
 *
 * @param itemId         its first items
 * @param items          how many items it has
 * @param notified       how many of them are notified
 * @param acceptedAt     in milliseconds since 1970
 * @param deliveredAfter milliseconds from acceptance to delivery; null unless this process saw both
 * @param notifiedAfter  milliseconds from acceptance until the last item was notified; null unless this process saw both
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

    /** The last stage it reached. */
    enum Stage {
        /** Accepted; its event is waiting in the outbox. */
        WAITING,
        /** The notification service has its event and is processing or retrying it. */
        DELIVERED,
        NOTIFIED,
        /** Waiting for an operator. */
        DEAD,
        /** Discarded by an operator. */
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
