package io.orderpipeline.orders.maintenance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The stores that can be exported. */
enum Store {
    ORDERS,
    OUTBOX,
    PROCESSED,
    DEAD_LETTERS;

    /** By the word on the command line. */
    static Optional<Store> of(String word) {
        return Arrays.stream(values())
                .filter(store ->
                        store.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst();
    }
}
