package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.StoppableHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Subscribes while the context runs: before the relay's first event until after its last one, and unsubscribes before the stores close.
 * Thread-safe.
 */
final class SubscriptionLifecycle implements SmartLifecycle {

    /** Starts before the relay, and stops after it. */
    private static final int PHASE = RelayLifecycle.PHASE - 1;

    private final EventSource bus;
    private final EventHandler handler;
    private final String subscriber;
    private EventSource.@Nullable Subscription subscription;

    SubscriptionLifecycle(EventSource bus, EventHandler handler, String subscriber) {
        this.bus = bus;
        this.handler = handler;
        this.subscriber = subscriber;
    }

    @Override
    public synchronized void start() {
        if (subscription == null) {
            if (handler instanceof StoppableHandler stoppable) {
                stoppable.start();
            }
            subscription = bus.subscribe(subscriber, handler);
        }
    }

    /** Stops the handler first, so that it returns the events it keeps for another attempt; the source would wait for those. */
    @Override
    public synchronized void stop() {
        if (subscription != null) {
            if (handler instanceof StoppableHandler stoppable) {
                stoppable.stop();
            }
            subscription.close();
            subscription = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return subscription != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
