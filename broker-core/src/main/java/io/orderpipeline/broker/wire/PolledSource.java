package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives out what the receivers of a broker take, one thread for each subscription. While the broker or the handler is away it tries again
 * with growing pauses.
 *
 * <p>Thread-safe.
 */
public final class PolledSource implements EventSource, AutoCloseable {

    private final Receiver.Connector connector;
    private final ReceiveSettings settings;
    private final Set<ReceiveThread> subscriptions = ConcurrentHashMap.newKeySet();

    public PolledSource(Receiver.Connector connector, ReceiveSettings settings) {
        this.connector = connector;
        this.settings = settings;
    }

    @Override
    public Subscription subscribe(String group, EventHandler handler) {
        ReceiveThread subscription = new ReceiveThread(group, connector, handler, settings);
        subscriptions.add(subscription);
        subscription.start();
        return () -> {
            subscription.stop();
            subscriptions.remove(subscription);
        };
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        subscriptions.forEach(ReceiveThread::stop);
        subscriptions.clear();
    }
}
