package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;

/**
 * Gives out what the receivers of a broker take, one thread for each subscription. While the broker or the handler is away it tries again
 * with growing pauses.
 *
 * <p>Thread-safe.
 */
public final class PolledSource implements EventSource, AutoCloseable {

    private final Receiver.Connector connector;
    private final ReceiveSettings settings;
    private final Consumption consumption;

    /** @param consumption shows what this source does, and is not shared with another one */
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
