package io.orderpipeline.orders.maintenance;

import java.util.Arrays;
import java.util.Optional;

/** The stores that can be exported. */
enum Store {
    ORDERS("orders"),
    OUTBOX("outbox"),
    PROCESSED("processed"),
    DEAD_LETTERS("dead-letters");

    private final String word;

    Store(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<Store> of(String word) {
        return Arrays.stream(values()).filter(store -> store.word.equals(word)).findFirst();
    }
}
