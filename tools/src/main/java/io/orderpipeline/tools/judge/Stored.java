package io.orderpipeline.tools.judge;

import java.util.List;
import java.util.Map;

/**
 * The contents of the database at the end.
 *
 * @param orders        in order of seq
 * @param items         the seq of each item, from the table that keeps items unique
 * @param notifications whether each known notification is done
 * @param deadLetters   a description of each
 * @param leaseChanges  in the order they happened
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

    /** @param committedMicros by the database server's clock */
    record StoredOrder(long seq, String orderId, List<String> itemIds, long committedMicros) {

        StoredOrder {
            itemIds = List.copyOf(itemIds);
        }

        String token() {
            return itemIds.get(0);
        }
    }

    /** Identifies a notification. */
    record NotificationKey(String orderId, String itemId) {}

    /**
     * The row of the relay's lease after an update.
     *
     * @param by the process that made the update
     */
    record LeaseChange(String by, long epoch, long doneSeq) {}
}
