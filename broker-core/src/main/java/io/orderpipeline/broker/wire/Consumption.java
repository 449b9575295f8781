package io.orderpipeline.broker.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The combined status of all subscriptions of a {@link PolledSource}, for code that cannot see the source itself, for example because
 * another source wraps it. Thread-safe.
 */
public final class Consumption {

    private final LongAdder received = new LongAdder();
    private final Set<ReceiveThread> subscriptions = ConcurrentHashMap.newKeySet();

    /** How many events all subscriptions have received, including redeliveries. */
    public long received() {
        return received.sum();
    }

    /** The worst state of all subscriptions, and the events of all. */
    public ConsumerStatus status() {
        return subscriptions.stream()
                .map(ReceiveThread::status)
                .reduce(ConsumerStatus::and)
                .orElseGet(ConsumerStatus::stopped);
    }

    void add(ReceiveThread subscription) {
        subscriptions.add(subscription);
    }

    void remove(ReceiveThread subscription) {
        subscriptions.remove(subscription);
    }

    void stopAll() {
        subscriptions.forEach(ReceiveThread::stop);
        subscriptions.clear();
    }

    void count(int messages) {
        received.add(messages);
    }
}
