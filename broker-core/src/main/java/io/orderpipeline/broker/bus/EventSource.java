package io.orderpipeline.broker.bus;

/** The end of the bus that gives events out. Thread-safe. */
public interface EventSource {

    /**
     * Adds a subscriber. Each event goes to every group; where the bus connects several processes, to one member of each.
     *
     * @param group   whose members share the work
     * @param handler takes the events, possibly on several threads
     * @return ends the subscription when closed
     */
    Subscription subscribe(String group, EventHandler handler);

    /** A subscription that lasts until it is closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
