package io.orderpipeline.broker.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** How tests publish to a bus and wait for what it delivers. */
public abstract class BusFixture {

    /** Pause before publishing again, as a relay makes one. */
    private static final Duration PROBE = Duration.ofMillis(20);

    private volatile String lastOutage = "";

    /** How long a test waits for something that must happen. */
    public Duration soon() {
        return Duration.ofSeconds(30);
    }

    public void eventually(ThrowingRunnable claim) {
        Awaitility.await().atMost(soon()).pollInSameThread().untilAsserted(claim);
    }

    /** Publishes events that failed in an outage again, as the relay does. */
    public void publishAll(EventPublisher publisher, List<? extends Event> events) {
        List<Event> left = new ArrayList<>(events);
        long deadline = System.nanoTime() + 2 * soon().toNanos();
        while (!left.isEmpty()) {
            assertThat(System.nanoTime() - deadline)
                    .as("nanoseconds beyond the limit, %d events left: %s", left.size(), lastOutage)
                    .isNegative();
            left = publishOnce(publisher, left);
            LockSupport.parkNanos(left.isEmpty() ? 0 : PROBE.toNanos());
        }
    }

    /** Publishes each event once, and returns those that failed in an outage. */
    protected List<Event> publishOnce(EventPublisher publisher, List<? extends Event> events) {
        Map<Event, CompletableFuture<Void>> published = new LinkedHashMap<>();
        events.forEach(event ->
                published.put(event, publisher.publish(new Delivery(event)).toCompletableFuture()));
        List<Event> left = new ArrayList<>();
        published.forEach((event, stage) -> {
            try {
                stage.get(40, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(Outage.class);
                lastOutage = String.valueOf(e.getMessage());
                left.add(event);
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError("no outcome of " + event, e);
            }
        });
        return left;
    }

    protected static EventHandler taking(Queue<Event> seen) {
        return delivery -> {
            seen.add(delivery.event());
            return CompletableFuture.completedFuture(null);
        };
    }

    protected static List<Event> events(int count) {
        return events(0, count);
    }

    protected static List<Event> events(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(BusFixture::event).toList();
    }

    protected static Event event(int number) {
        return event("order-" + number, number);
    }

    protected static Event event(String orderId, int number) {
        return new OrderCreated(orderId, List.of("item-" + number), Instant.ofEpochMilli(number));
    }
}
