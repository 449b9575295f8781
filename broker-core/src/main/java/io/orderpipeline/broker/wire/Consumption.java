package io.orderpipeline.broker.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all subscriptions of a {@link PolledSource} show of themselves, for whoever does not see the source itself: something may be put
 * around it. Thread-safe.
 */
public final class Consumption {

    private final LongAdder received = new LongAdder();
    private final Set<ReceiveThread> subscriptions = ConcurrentHashMap.newKeySet();

    /** How many events all subscriptions have received; one that is delivered again counts again. */
    public long received() {
        return received.sum();
    }

    /** Of all subscriptions together: that of the worst. */
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
