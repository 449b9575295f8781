package io.orderpipeline.broker.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventBusContractTests;
import io.orderpipeline.broker.bus.EventSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event arrives as it was published, and no event waits for another. */
public abstract class BrokerDeliveryContractTests<B extends BrokerUnderTest> extends BrokerFixture<B>
        implements EventBusContractTests {

    protected BrokerDeliveryContractTests(Function<Path, B> starter) {
        super(starter);
    }

    @Test
    protected void startsANewGroupAtTheOldestEvent() {
        makeGroup("late");
        List<Event> events = events(20);
        publishAll(publisher(), events);

        eventuallySees("late", source(), events);
    }

    @Test
    protected void doesNotDeliverAgainWhatIsAcknowledged() {
        makeGroup("group");
        publishAll(publisher(), events(50));
        eventuallySees("group", newSource(), events(50));

        seesNothingLeft();
    }

    @Test
    protected void doesNotDeliverAgainWhatIsDoneJustBeforeTheClose() {
        makeGroup("group");
        Queue<CompletableFuture<Void>> attempts = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription closing = newSource().subscribe("group", delivery -> {
            CompletableFuture<Void> attempt = new CompletableFuture<>();
            attempts.add(attempt);
            return attempt;
        })) {
            assertThat(closing).isNotNull();
            publishAll(publisher(), events(50));
            eventually(() -> assertThat(attempts).hasSize(50));
            attempts.forEach(attempt -> attempt.complete(null));
        }
        seesNothingLeft();
    }

    @Test
    protected void isNotHeldBackByASlowEvent() {
        makeGroup("group");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> slow = new CompletableFuture<>();
        List<Event> events = events(QUICK.window() * 2);
        try (EventSource.Subscription subscription = source().subscribe("group", delivery -> {
            seen.add(delivery.event());
            return delivery.event().equals(event(0)) ? slow : CompletableFuture.completedFuture(null);
        })) {
            assertThat(subscription).isNotNull();
            publishAll(publisher(), events);
            eventually(() -> assertThat(seen).containsAll(events));
            slow.complete(null);
        }
    }

    @Test
    protected void keepsBackNoOthersForEventsThatAreParked() {
        makeGroup("group");
        int parked = QUICK.window() * 2;
        List<Event> events = events(parked + 50);
        Set<Event> waiting = Set.copyOf(events.subList(0, parked));
        Queue<CompletableFuture<Void>> attempts = new ConcurrentLinkedQueue<>();
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription subscription = source().subscribe("group", delivery -> {
            if (!waiting.contains(delivery.event())) {
                return taking(seen).handle(delivery);
            }
            CompletableFuture<Void> attempt = new CompletableFuture<>();
            attempts.add(attempt);
            delivery.onParked().run();
            return attempt;
        })) {
            assertThat(subscription).isNotNull();
            publishAll(publisher(), events);
            eventually(() -> assertThat(seen)
                    .as("events behind those that are parked")
                    .containsAll(events.subList(parked, events.size())));
            eventually(() -> assertThat(attempts).hasSize(parked));
            attempts.forEach(attempt -> attempt.complete(null));
        }
        seesNothingLeft();
    }

    /** Asserts that everything before is acknowledged: a new member receives only what is published now. */
    protected void seesNothingLeft() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        Event last = event(1_000_000);
        try (EventSource.Subscription next = newSource().subscribe("group", taking(seen))) {
            assertThat(next).isNotNull();
            publishAll(publisher(), List.of(last));
            eventually(() -> assertThat(seen).containsExactly(last));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"order.cancelled\",\"version\":1.10,\"seq\":7,\"seq\":8,\"id\":12345678901234567890}",
                "no JSON",
                "no text \u00ff",
                ""
            })
    protected void deliversForeignBytesAsTheyCame(String foreign) {
        makeGroup("group");
        publishAll(publisher(), List.of(event(1)));
        byte[] bytes = foreign.getBytes(ISO_8859_1);
        broker.sendForeign(bytes);
        publishAll(publisher(), List.of(event(2)));
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(seen).contains(event(1), event(2)).anySatisfy(event -> assertThat(event)
                    .isInstanceOfSatisfying(UnknownEvent.class, unknown -> assertThat(unknown.bytes())
                            .isEqualTo(bytes))));
        }
    }

    @Test
    protected void carriesTheLargestOrder() {
        makeGroup("group");
        Event largest = largest(1_000, 200);
        assertThat(WireMessage.of(new Delivery(largest)).body().length).isBetween(780_000, WireMessage.LARGEST);
        publishAll(publisher(), List.of(largest, event(1)));

        eventuallySees("group", source(), List.of(largest, event(1)));
    }

    /** Made of characters that take four bytes each. */
    private static Event largest(int items, int characters) {
        String filler = "\uD83D\uDE80".repeat(characters - 4);
        return new OrderCreated(
                "order" + filler,
                IntStream.range(1_000, 1_000 + items)
                        .mapToObj(number -> number + filler)
                        .toList(),
                Instant.ofEpochMilli(1));
    }
}
