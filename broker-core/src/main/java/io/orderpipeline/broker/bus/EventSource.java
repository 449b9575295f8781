package io.orderpipeline.broker.bus;

/** The subscribing end of the bus. Thread-safe. */
public interface EventSource {

    /**
     * Adds a subscriber. Each event goes to every group; when the bus connects several processes, to one member of each group.
     *
     * @param group   name of the group whose members share the work
     * @param handler receives the events, possibly on several threads
     * @return the subscription; closing it ends it
     */
    Subscription subscribe(String group, EventHandler handler);

    /** A subscription that lasts until it is closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
