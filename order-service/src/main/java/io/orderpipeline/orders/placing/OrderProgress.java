package io.orderpipeline.orders.placing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Tells how far orders are, in a process that can see notifications. Thread-safe. */
public interface OrderProgress {

    /**
     * How far an accepted order is. May wait for a store, for seconds at most.
     *
     * @return empty when it is unknown at the moment
     */
    Optional<Reached> of(Order order);

    /**
     * The progress of one order.
     *
     * @param notified its notified items, in request order
     * @param state    of the order as a whole
     */
    record Reached(List<String> notified, State state) {

        public Reached {
            notified = List.copyOf(notified);
        }

        /**
         * Derives the progress from what is recorded of an order.
         *
         * @param recorded the notified items, possibly with other items
         * @param dead     whether its event is a dead letter that is open or discarded; called only while an item is not notified
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

    /** The state of an order. */
    enum State {
        /** It is on disk; not every item is notified yet. */
        ACCEPTED,
        /** Every item is notified. */
        NOTIFIED,
        /** Its event became a dead letter. Some items may be notified; the others wait for an operator or were given up. */
        DEAD
    }
}
