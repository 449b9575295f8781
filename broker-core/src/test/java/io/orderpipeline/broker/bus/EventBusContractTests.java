package io.orderpipeline.broker.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link EventBus} does. */
public abstract class EventBusContractTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** The bus under test, always the same within one test. */
    protected abstract EventBus bus();

    @Test
    void deliversWhatIsPublishedInOrder() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        List<Event> events =
                IntStream.range(0, 50).mapToObj(EventBusContractTests::event).toList();
        try (EventBus.Subscription subscription = bus().subscribe("one", taking(seen))) {
            assertThat(subscription).isNotNull();
            events.forEach(event ->
                    assertThat(bus().publish(event).toCompletableFuture()).succeedsWithin(SOON));
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactlyElementsOf(events));
        }
    }

    @Test
    void deliversToEverySubscriber() {
        Queue<Event> one = new ConcurrentLinkedQueue<>();
        Queue<Event> two = new ConcurrentLinkedQueue<>();
        try (EventBus.Subscription first = bus().subscribe("one", taking(one));
                EventBus.Subscription second = bus().subscribe("two", taking(two))) {
            assertThat(first).isNotSameAs(second);
            assertThat(bus().publish(event(1)).toCompletableFuture()).succeedsWithin(SOON);
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(one).containsExactly(event(1)));
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(two).containsExactly(event(1)));
        }
    }

    private static EventHandler taking(Queue<Event> seen) {
        return event -> {
            seen.add(event);
            return CompletableFuture.completedFuture(null);
        };
    }

    private static Event event(int number) {
        return new OrderCreated("order-" + number, List.of("item-" + number), Instant.ofEpochMilli(number));
    }
}
