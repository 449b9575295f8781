package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;

/** Text that PostgreSQL can store: no NUL and no unpaired surrogate. An order has neither. */
final class StorableText {

    private StorableText() {}

    static boolean isIn(Order order) {
        IdempotencyKey key = order.idempotencyKey();
        return is(order.orderId())
                && order.itemIds().stream().allMatch(StorableText::is)
                && (key == null || (is(key.value()) && is(key.fingerprint())));
    }

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
