package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.StoppableHandler;
import io.orderpipeline.broker.relay.OutboxRelay;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the relay while the context runs: the subscriber is there before the first event, and leaves after the last one.
 * It stops after the web server and before the stores close. Thread-safe.
 */
final class RelayLifecycle implements SmartLifecycle {

    /** Below the phases of a web server, which stops first and starts last. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private final OutboxRelay relay;
    private final EventSource bus;
    private final EventHandler handler;
    private final String subscriber;
    private EventSource.@Nullable Subscription subscription;

    RelayLifecycle(OutboxRelay relay, EventSource bus, EventHandler handler, String subscriber) {
        this.relay = relay;
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
            relay.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (subscription != null) {
            relay.requestStop();
            if (handler instanceof StoppableHandler stoppable) {
                stoppable.stop();
            }
            relay.stop();
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
