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

/** What every bus does, whatever connects its two ends. */
public abstract class EventBusContractTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** The end of the bus under test that takes events, always the same within one test. */
    protected abstract EventPublisher publisher();

    /** Its other end, always the same within one test. */
    protected abstract EventSource source();

    @Test
    void deliversWhatIsPublishedInOrder() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        List<Event> events =
                IntStream.range(0, 50).mapToObj(EventBusContractTests::event).toList();
        try (EventSource.Subscription subscription = source().subscribe("one", taking(seen))) {
            assertThat(subscription).isNotNull();
            events.forEach(
                    event -> assertThat(publisher().publish(new Delivery(event)).toCompletableFuture())
                            .succeedsWithin(SOON));
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactlyElementsOf(events));
        }
    }

    @Test
    void deliversToEverySubscriber() {
        Queue<Event> one = new ConcurrentLinkedQueue<>();
        Queue<Event> two = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription first = source().subscribe("one", taking(one));
                EventSource.Subscription second = source().subscribe("two", taking(two))) {
            assertThat(first).isNotSameAs(second);
            assertThat(publisher().publish(new Delivery(event(1))).toCompletableFuture())
                    .succeedsWithin(SOON);
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(one).containsExactly(event(1)));
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(two).containsExactly(event(1)));
        }
    }

    private static EventHandler taking(Queue<Event> seen) {
        return delivery -> {
            seen.add(delivery.event());
            return CompletableFuture.completedFuture(null);
        };
    }

    private static Event event(int number) {
        return new OrderCreated("order-" + number, List.of("item-" + number), Instant.ofEpochMilli(number));
    }
}
