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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every bus does, whatever connects its two ends. */
public abstract class EventBusContractTests {

    /** As a relay's, which does not publish again at once. */
    private static final Duration PROBE = Duration.ofMillis(20);

    private volatile String lastOutage = "";

    /** The end of the bus under test that takes events, always the same within one test. */
    protected abstract EventPublisher publisher();

    /** Its other end, always the same within one test. */
    protected abstract EventSource source();

    /** How long a test waits for what has to happen. */
    protected Duration soon() {
        return Duration.ofSeconds(30);
    }

    @Test
    protected void deliversWhatIsPublishedInOrder() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        // Of one order: a bus may deliver those of several side by side.
        List<Event> events =
                IntStream.range(0, 50).mapToObj(number -> event("one", number)).toList();
        try (EventSource.Subscription subscription = source().subscribe("one", taking(seen))) {
            assertThat(subscription).isNotNull();
            events.forEach(event -> publishAll(publisher(), List.of(event)));
            eventually(() -> assertThat(seen).containsExactlyElementsOf(events));
        }
    }

    @Test
    protected void deliversToEverySubscriber() {
        Queue<Event> one = new ConcurrentLinkedQueue<>();
        Queue<Event> two = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription first = source().subscribe("one", taking(one));
                EventSource.Subscription second = source().subscribe("two", taking(two))) {
            assertThat(first).isNotSameAs(second);
            eventually(() -> {
                publishAll(publisher(), List.of(event(1)));
                assertThat(one).contains(event(1));
                assertThat(two).contains(event(1));
            });
        }
    }

    @Test
    protected void carriesWhatTravelsBesideAnEvent() {
        Queue<Delivery> seen = new ConcurrentLinkedQueue<>();
        Delivery traced = new Delivery(event(1), Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-01"));
        try (EventSource.Subscription subscription = source().subscribe("one", delivery -> {
            seen.add(delivery);
            return CompletableFuture.completedFuture(null);
        })) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(publisher().publish(traced).toCompletableFuture())
                    .succeedsWithin(soon()));
            eventually(() -> assertThat(seen).anySatisfy(delivery -> {
                assertThat(delivery.event()).isEqualTo(traced.event());
                assertThat(delivery.headers()).isEqualTo(traced.headers());
            }));
        }
    }

    protected void eventually(org.awaitility.core.ThrowingRunnable claim) {
        Awaitility.await().atMost(soon()).pollInSameThread().untilAsserted(claim);
    }

    /** As the relay does: what an outage gives back is published again. */
    protected void publishAll(EventPublisher publisher, List<? extends Event> events) {
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

    /** What an outage gave back. */
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

    protected static Event event(int number) {
        return event("order-" + number, number);
    }

    protected static Event event(String orderId, int number) {
        return new OrderCreated(orderId, List.of("item-" + number), Instant.ofEpochMilli(number));
    }
}
