package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.Outage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What happens while the broker, its events or the handler are unavailable, and afterwards. */
public abstract class BrokerOutageContractTests<B extends BrokerUnderTest> extends BrokerFixture<B> {

    protected BrokerOutageContractTests(Function<Path, B> starter) {
        super(starter);
    }

    @Test
    protected void pausesInAnOutageAndThenGoesOn() {
        makeGroup("group");
        AtomicBoolean outage = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        List<Event> events = events(3 * QUICK.window());
        publishAll(publisher(), events);
        EventHandler handler = delivery -> {
            tries.incrementAndGet();
            return outage.get()
                    ? CompletableFuture.failedStage(new Outage("for the test"))
                    : taking(seen).handle(delivery);
        };
        try (EventSource.Subscription subscription = source().subscribe("group", handler)) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(tries).hasValueGreaterThan(5));
            assertThat(tries).as("one probe at a time").hasValueLessThan(QUICK.window());
            assertThat(status().state()).isEqualTo(ConsumerStatus.State.OUTAGE);
            assertThat(status().reason()).isEqualTo("for the test");
            assertThat(status().inHand()).isPositive();
            assertThat(consumption().received())
                    .as("leaves the rest with the broker")
                    .isLessThan(events.size());
            outage.set(false);
            eventually(() -> assertThat(seen).containsAll(events));
            eventually(() -> assertThat(status()).isEqualTo(new ConsumerStatus(ConsumerStatus.State.RECEIVING, "", 0)));
            assertThat(consumption().received()).isEqualTo(events.size());
        }
        assertThat(seen).as("uses no attempt and repeats none").hasSize(events.size());
    }

    @Test
    protected void goesOnAfterAnErrorOfItsHandler() {
        makeGroup("group");
        AtomicBoolean failed = new AtomicBoolean();
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        publishAll(publisher(), events(10));
        try (EventSource.Subscription subscription = source().subscribe("group", delivery -> {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("for the test");
            }
            return taking(seen).handle(delivery);
        })) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(seen).containsAll(events(10)));
        }
    }

    @Test
    protected void losesNothingWhenTheBrokerIsStoppedUnderLoad() {
        makeGroup("group");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        List<Event> events = events(2_000);
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            publishAll(publisher(), events.subList(0, 500));
            CompletableFuture<Void> load =
                    CompletableFuture.runAsync(() -> publishAll(publisher(), events.subList(500, 2_000)));
            broker.stop();
            List<Event> left = publishOnce(publisher(), List.of(event(5_000)));
            assertThat(left).as("published to a stopped broker").isNotEmpty();
            broker.start();
            publishAll(publisher(), left);
            assertThat(load).succeedsWithin(soon().multipliedBy(2));
            eventually(() -> assertThat(seen).containsAll(events).contains(event(5_000)));
        }
    }

    @Test
    protected void losesNothingWhenTheBrokerAnswersNothingForLong() {
        makeGroup("group");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        List<Event> events = events(2_000);
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            publishAll(publisher(), events.subList(0, 500));
            List<Event> left;
            broker.freeze();
            try {
                left = publishOnce(publisher(), events.subList(500, events.size()));
                assertThat(left).as("given back, and not kept in memory").hasSize(1_500);
                eventually(() -> assertThat(status().state()).isEqualTo(ConsumerStatus.State.DISCONNECTED));
                assertThat(status().reason()).isNotEmpty();
            } finally {
                broker.thaw();
            }
            publishAll(publisher(), left);
            eventually(() -> assertThat(seen).containsAll(events));
            eventually(() -> assertThat(status()).isEqualTo(new ConsumerStatus(ConsumerStatus.State.RECEIVING, "", 0)));
        }
    }

    @Test
    protected void receivesAllThatIsPublishedAfterItsEventsWereDeleted() {
        makeGroup("group");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            publishAll(publisher(), events(50));
            eventually(() -> assertThat(seen).containsAll(events(50)));
            broker.deleteEvents("group");
            // More than before: a member that keeps its old offset would miss the first of them.
            List<Event> later = events(1_000, 500);
            publishAll(publisher(), later);
            eventually(() -> assertThat(seen).containsAll(later));
        }
    }

    @Test
    protected void closesPromptlyWhileTheBrokerIsAway() {
        makeGroup("group");
        EventSource.Subscription subscription = source().subscribe("group", taking(new ConcurrentLinkedQueue<>()));
        publishAll(publisher(), events(10));
        // Frozen, which is harder to handle than a refused connection.
        broker.freeze();
        try {
            List<CompletableFuture<Void>> stages = new ArrayList<>();
            events(2_000)
                    .forEach(event ->
                            stages.add(publisher().publish(new Delivery(event)).toCompletableFuture()));
            long began = System.nanoTime();
            closeAll();
            subscription.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
            assertThat(stages).allSatisfy(stage -> assertThat(stage).isCompletedExceptionally());
        } finally {
            broker.thaw();
        }
    }

    private ConsumerStatus status() {
        return consumption().status();
    }
}
