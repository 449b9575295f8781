package io.orderpipeline.launcher;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.Outage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker outside both services, like a real one: keeps every event and each group's position. Thread-safe. */
final class TestBroker {

    static final TestBroker RUNNING = new TestBroker();

    private static final long POLL_MILLIS = 5;

    private final List<Delivery> topic = new ArrayList<>();
    private final Map<String, Integer> committed = new HashMap<>();
    private boolean down;

    private TestBroker() {}

    /** Forgets everything. */
    synchronized void reset() {
        topic.clear();
        committed.clear();
        down = false;
    }

    /** While down, it accepts and delivers nothing. */
    synchronized void down(boolean isDown) {
        down = isDown;
    }

    /** Every published event, in order. */
    synchronized List<Delivery> published() {
        return List.copyOf(topic);
    }

    synchronized CompletionStage<Void> publish(Delivery delivery) {
        if (down) {
            return CompletableFuture.failedStage(new Outage("test broker is down"));
        }
        topic.add(delivery);
        return CompletableFuture.completedStage(null);
    }

    EventSource.Subscription subscribe(String group, EventHandler handler) {
        CountDownLatch closed = new CountDownLatch(1);
        Thread consumer = new Thread(() -> consume(group, handler, closed), "test-broker-" + group);
        consumer.setDaemon(true);
        consumer.start();
        return closed::countDown;
    }

    private void consume(String group, EventHandler handler, CountDownLatch closed) {
        try {
            while (!closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                for (Delivery next = next(group); next != null && handled(handler, next); next = next(group)) {
                    commit(group);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean handled(EventHandler handler, Delivery delivery) {
        try {
            handler.handle(delivery).toCompletableFuture().join();
            return true;
        } catch (CompletionException e) {
            return false; // An outage of the consumer: the event is redelivered.
        }
    }

    private synchronized @Nullable Delivery next(String group) {
        int from = committed.getOrDefault(group, 0);
        return down || from == topic.size() ? null : topic.get(from);
    }

    private synchronized void commit(String group) {
        committed.merge(group, 1, Integer::sum);
    }
}
