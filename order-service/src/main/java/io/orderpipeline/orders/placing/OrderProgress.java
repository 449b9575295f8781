package io.orderpipeline.orders.placing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Knows how far orders are, in a process that sees what is notified. Thread-safe. */
public interface OrderProgress {

    /**
     * How far an accepted order is. May wait for a store, for seconds at most.
     *
     * @return empty when that cannot be known now
     */
    Optional<Reached> of(Order order);

    /**
     * How far one order is.
     *
     * @param notified those of its items that are notified, in request order
     * @param state    of the order as a whole
     */
    record Reached(List<String> notified, State state) {

        public Reached {
            notified = List.copyOf(notified);
        }

        /**
         * Judges by what is recorded of an order.
         *
         * @param recorded items that are notified, and perhaps others
         * @param dead     whether its event is a letter that waits or is given up; asked only while an item is not notified
         */
        public static Reached of(Order order, Set<String> recorded, BooleanSupplier dead) {
            List<String> notified =
                    order.itemIds().stream().filter(recorded::contains).toList();
            if (notified.size() == order.itemIds().size()) {
                return new Reached(notified, State.NOTIFIED);
            }
            return new Reached(notified, dead.getAsBoolean() ? State.DEAD : State.ACCEPTED);
        }
    }

    /** What became of an order. */
    enum State {
        /** It is on disk; not every item is notified yet. */
        ACCEPTED,
        /** Every item is notified. */
        NOTIFIED,
        /** Its event became a dead letter. Some items may be notified; the others wait for an operator, or are given up. */
        DEAD
    }
}
