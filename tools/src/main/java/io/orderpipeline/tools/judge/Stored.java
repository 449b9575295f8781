package io.orderpipeline.tools.judge;

import java.util.List;
import java.util.Map;

/**
 * What the database holds at the end.
 *
 * @param orders        by seq
 * @param items         the seq of each item, as the table that keeps items unique has it
 * @param notifications whether each known notification is done
 * @param deadLetters   what is said of each
 * @param leaseChanges  in their order
 */
public record Stored(
        List<StoredOrder> orders,
        Map<String, Long> items,
        Map<NotificationKey, Boolean> notifications,
        List<String> deadLetters,
        List<LeaseChange> leaseChanges) {

    public Stored {
        orders = List.copyOf(orders);
        items = Map.copyOf(items);
        notifications = Map.copyOf(notifications);
        deadLetters = List.copyOf(deadLetters);
        leaseChanges = List.copyOf(leaseChanges);
    }

    /** @param committedMicros by the clock of the server */
    record StoredOrder(long seq, String orderId, List<String> itemIds, long committedMicros) {

        StoredOrder {
            itemIds = List.copyOf(itemIds);
        }

        String token() {
            return itemIds.get(0);
        }
    }

    /** What is notified once. */
    record NotificationKey(String orderId, String itemId) {}

    /**
     * The row of the relay's lease after an update.
     *
     * @param by the process that made it
     */
    record LeaseChange(String by, long epoch, long doneSeq) {}
}
