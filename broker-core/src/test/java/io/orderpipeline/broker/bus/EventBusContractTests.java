package io.orderpipeline.broker.bus;

import static io.orderpipeline.broker.bus.BusFixture.event;
import static io.orderpipeline.broker.bus.BusFixture.taking;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** The contract of every bus, whatever connects its two ends. A {@link BusFixture} has the helpers. */
public interface EventBusContractTests {

    /** The publishing end of the bus under test; always the same within one test. */
    EventPublisher publisher();

    /** Its subscribing end; always the same within one test. */
    EventSource source();

    Duration soon();

    void eventually(ThrowingRunnable claim);

    void publishAll(EventPublisher publisher, List<? extends Event> events);

    @Test
    default void deliversWhatIsPublishedInOrder() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        // All of one order: a bus may deliver the events of several orders in parallel.
        List<Event> events =
                IntStream.range(0, 50).mapToObj(number -> event("one", number)).toList();
        try (EventSource.Subscription subscription = source().subscribe("one", taking(seen))) {
            assertThat(subscription).isNotNull();
            events.forEach(event -> publishAll(publisher(), List.of(event)));
            eventually(() -> assertThat(seen).containsExactlyElementsOf(events));
        }
    }

    @Test
    default void deliversToEverySubscriber() {
        Event event = event(1);
        Queue<Event> one = new ConcurrentLinkedQueue<>();
        Queue<Event> two = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription first = source().subscribe("one", taking(one));
                EventSource.Subscription second = source().subscribe("two", taking(two))) {
            assertThat(first).isNotSameAs(second);
            eventually(() -> {
                publishAll(publisher(), List.of(event));
                assertThat(one).contains(event);
                assertThat(two).contains(event);
            });
        }
    }

    @Test
    default void carriesWhatTravelsBesideAnEvent() {
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
}
