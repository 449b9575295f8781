package io.orderpipeline.broker.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.UnknownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class InProcessEventBusTests extends BusFixture implements EventBusContractTests {

    private static final Delivery EVENT = new Delivery(new UnknownEvent("{}", "for the test"));

    private final InProcessEventBus bus = new InProcessEventBus();

    @Override
    public EventPublisher publisher() {
        return bus;
    }

    @Override
    public EventSource source() {
        return bus;
    }

    @Test
    void isUnavailableWithoutSubscribers() {
        assertThat(failureOf(bus.publish(EVENT))).isInstanceOf(Outage.class);
    }

    @Test
    void isUnavailableAfterItsLastSubscriberHasLeft() {
        bus.subscribe("one", event -> CompletableFuture.completedFuture(null)).close();
        assertThat(failureOf(bus.publish(EVENT))).isInstanceOf(Outage.class);
    }

    @Test
    void isDoneWhenEverySubscriberIs() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> two = new CompletableFuture<>();
        bus.subscribe("one", event -> one);
        bus.subscribe("two", event -> two);
        CompletableFuture<Void> published = bus.publish(EVENT).toCompletableFuture();
        one.complete(null);
        assertThat(published).isNotDone();
        two.complete(null);
        assertThat(published).isCompleted();
    }

    @Test
    void passesOnThatASubscriberIsUnavailable() {
        Outage unavailable = new Outage("down", Duration.ofSeconds(3));
        bus.subscribe("one", event -> {
            throw unavailable;
        });
        assertThat(failureOf(bus.publish(EVENT))).isSameAs(unavailable);
    }

    @Test
    void handsAnEventToTheOthersWhenOneSubscriberFails() {
        List<Delivery> seen = new ArrayList<>();
        bus.subscribe("broken", event -> {
            throw new IllegalArgumentException("broken");
        });
        bus.subscribe("working", event -> {
            seen.add(event);
            return CompletableFuture.completedFuture(null);
        });
        assertThat(failureOf(bus.publish(EVENT)))
                .hasRootCauseMessage("broken")
                .hasMessageContaining("subscriber broken");
        assertThat(seen).containsExactly(EVENT);
    }

    private static Throwable failureOf(CompletionStage<Void> stage) {
        return stage.handle((done, failure) -> failure).toCompletableFuture().join();
    }
}
