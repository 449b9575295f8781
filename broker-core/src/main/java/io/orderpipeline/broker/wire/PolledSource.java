package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;

/**
 * Delivers what a broker's receivers take, one thread per subscription. While the broker or the handler is unavailable, it retries with
 * growing pauses.
 *
 * <p>Thread-safe.
 */
public final class PolledSource implements EventSource, AutoCloseable {

    private final Receiver.Connector connector;
    private final ReceiveSettings settings;
    private final Consumption consumption;

    /** @param consumption reports what this source does; not shared with another source */
    public PolledSource(Receiver.Connector connector, ReceiveSettings settings, Consumption consumption) {
        this.connector = connector;
        this.settings = settings;
        this.consumption = consumption;
    }

    @Override
    public Subscription subscribe(String group, EventHandler handler) {
        ReceiveThread subscription = new ReceiveThread(group, connector, handler, settings, consumption);
        consumption.add(subscription);
        subscription.start();
        return () -> {
            subscription.stop();
            consumption.remove(subscription);
        };
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        consumption.stopAll();
    }
}
