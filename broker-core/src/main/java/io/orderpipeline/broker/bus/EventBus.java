package io.orderpipeline.broker.bus;

import io.orderpipeline.broker.Event;
import java.util.concurrent.CompletionStage;

/** Carries events from the outbox to its subscribers. It remembers nothing: the outbox does. */
public interface EventBus {

    /**
     * Hands an event to every subscriber.
     *
     * @return completes when the broker (inside one JVM: every subscriber) has taken responsibility for the event; fails
     *     with a {@link BrokerUnavailableException} when nobody could, in which case the same event is to be published again
     */
    CompletionStage<Void> publish(Event event);

    /**
     * Adds a subscriber.
     *
     * @param subscriber its name, which a broker may use to tell groups of consumers apart
     * @return ends the subscription when closed
     */
    Subscription subscribe(String subscriber, EventHandler handler);

    /** A subscription that lasts until it is closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
