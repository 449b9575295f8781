package io.orderpipeline.broker.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventBusContractTests;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bus does over a broker, which keeps events between its two ends. */
public abstract class BrokerContractTests extends EventBusContractTests {

    /** So short that tests of outages and stops are quick. */
    protected static final ReceiveSettings QUICK =
            new ReceiveSettings(500, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(300));

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final List<QueuedPublisher> publishers = new ArrayList<>();
    private final List<PolledSource> sources = new ArrayList<>();
    private final List<Consumption> consumptions = new ArrayList<>();

    /** A new connection that sends, to the topic of the running test. */
    protected abstract Sender connectSender();

    /** Connects members of groups to the topic of the running test. */
    protected abstract Receiver.Connector connector();

    /** Puts a message of somebody else on the topic. */
    protected abstract void sendForeign(byte[] body);

    /** Ends the broker without a word to its clients; what it has taken stays on its disk. */
    protected abstract void stopBroker();

    /** Starts it again, at the same address. */
    protected abstract void startBroker();

    /** Deletes the topic, queue or stream, with all that is on it, as somebody might by mistake. */
    protected abstract void deleteEvents(String group);

    /** Has the broker answer nothing, with its connections open, longer than any client waits. */
    protected abstract void freezeBroker();

    protected abstract void thawBroker();

    /** Whether a member that does not come back for more loses its events to the others while its connection is open. */
    protected boolean noticesHungMembers() {
        return true;
    }

    /** Whether a new group gets the events from before its time; otherwise an event without any group is an outage. */
    protected boolean keepsEventsForNewGroups() {
        return true;
    }

    @Override
    protected EventPublisher publisher() {
        return publishers.isEmpty() ? newPublisher() : publishers.get(0);
    }

    @Override
    protected EventSource source() {
        return sources.isEmpty() ? newSource() : sources.get(0);
    }

    private QueuedPublisher newPublisher() {
        QueuedPublisher publisher = new QueuedPublisher(connectSender());
        publishers.add(publisher);
        return publisher;
    }

    private PolledSource newSource() {
        Consumption consumption = new Consumption();
        PolledSource source = new PolledSource(connector(), QUICK, consumption);
        sources.add(source);
        consumptions.add(consumption);
        return source;
    }

    private ConsumerStatus status() {
        return consumptions.get(0).status();
    }

    /** So that the group exists before the first event. */
    private void makeGroup(String group) {
        if (!keepsEventsForNewGroups()) {
            eventually(() -> connector().connect(group).close());
        }
    }

    @AfterEach
    void closeAll() {
        sources.forEach(PolledSource::close);
        publishers.forEach(QueuedPublisher::close);
    }

    @Test
    protected void startsANewGroupAtTheOldestEvent() {
        makeGroup("late");
        List<Event> events = events(20);
        publishAll(publisher(), events);

        eventuallySees("late", source(), events);
    }

    @Test
    protected void sharesTheEventsAmongTheMembersOfAGroup() {
        Queue<Event> one = new ConcurrentLinkedQueue<>();
        Queue<Event> two = new ConcurrentLinkedQueue<>();
        makeGroup("group");
        try (EventSource.Subscription first = newSource().subscribe("group", taking(one));
                EventSource.Subscription second = newSource().subscribe("group", taking(two))) {
            assertThat(first).isNotSameAs(second);
            AtomicInteger published = new AtomicInteger();
            eventually(() -> {
                publishAll(publisher(), events(published.get(), 100));
                published.addAndGet(100);
                assertThat(one).isNotEmpty();
                assertThat(two).isNotEmpty();
            });
            eventually(() -> {
                Set<Event> all = ConcurrentHashMap.newKeySet();
                all.addAll(one);
                all.addAll(two);
                assertThat(all).hasSize(published.get());
            });
        }
    }

    @Test
    protected void deliversAgainWhatAMemberHasNotFinished() {
        makeGroup("group");
        List<Event> events = events(50);
        publishAll(publisher(), events);
        Queue<Event> held = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription leaving = newSource().subscribe("group", delivery -> {
            held.add(delivery.event());
            return new CompletableFuture<>();
        })) {
            assertThat(leaving).isNotNull();
            eventually(() -> assertThat(held).hasSize(50));
        }

        eventuallySees("group", newSource(), events);
    }

    @Test
    protected void doesNotDeliverAgainWhatIsAcknowledged() {
        makeGroup("group");
        publishAll(publisher(), events(50));
        eventuallySees("group", newSource(), events(50));

        seesNothingLeft();
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
            outage.set(false);
            eventually(() -> assertThat(seen).containsAll(events));
            eventually(() -> assertThat(status()).isEqualTo(new ConsumerStatus(ConsumerStatus.State.RECEIVING, "", 0)));
            assertThat(consumptions.get(0).received()).isEqualTo(events.size());
        }
        assertThat(seen).as("uses no attempt and repeats none").hasSize(events.size());
    }

    @ParameterizedTest
    @ValueSource(ints = 22)
    protected void stillHasAnEventThatCameBackManyTimes(int times) {
        makeGroup("group");
        publishAll(publisher(), List.of(event(1)));
        for (int i = 0; i < times; i++) {
            AtomicInteger seen = new AtomicInteger();
            try (PolledSource leaving = new PolledSource(connector(), noGrace(), new Consumption())) {
                EventSource.Subscription subscription = leaving.subscribe("group", delivery -> {
                    seen.incrementAndGet();
                    return new CompletableFuture<>();
                });
                assertThat(subscription).isNotNull();
                eventually(() -> assertThat(seen).hasValue(1));
            }
        }

        eventuallySees("group", newSource(), List.of(event(1)));
    }

    private static ReceiveSettings noGrace() {
        return new ReceiveSettings(QUICK.window(), QUICK.firstProbe(), QUICK.longestPause(), Duration.ZERO);
    }

    @Test
    protected void keepsBackNoOthersForAnEventThatTakesLong() {
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
            eventually(() -> assertThat(seen).containsAll(events.subList(parked, events.size())));
            eventually(() -> assertThat(attempts).hasSize(parked));
            attempts.forEach(attempt -> attempt.complete(null));
        }
        seesNothingLeft();
    }

    @Test
    protected void losesNothingWhenItIsClosedWithThousandsInFlight() {
        makeGroup("group");
        List<Event> events = events(3_000);
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        QueuedPublisher closing = newPublisher();
        events.forEach(event -> stages.add(closing.publish(new Delivery(event)).toCompletableFuture()));
        closing.close();
        assertThat(stages).allSatisfy(stage -> assertThat(stage.handle((done, failure) -> true))
                .succeedsWithin(soon()));
        List<Event> left = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (stages.get(i).isCompletedExceptionally()) {
                left.add(events.get(i));
            }
        }
        publishAll(newPublisher(), left);

        AtomicInteger handled = new AtomicInteger();
        Queue<Event> acknowledged = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription leaving = newSource().subscribe("group", delivery -> {
            // Every other event is still being handled when the member leaves.
            if (handled.getAndIncrement() % 2 == 0) {
                return new CompletableFuture<>();
            }
            acknowledged.add(delivery.event());
            return CompletableFuture.completedFuture(null);
        })) {
            assertThat(leaving).isNotNull();
            eventually(() -> assertThat(acknowledged).hasSizeGreaterThan(100));
        }
        eventuallySees("group", newSource(), events, acknowledged);
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
            stopBroker();
            List<Event> left = publishOnce(publisher(), List.of(event(5_000)));
            assertThat(left).as("published to a stopped broker").isNotEmpty();
            startBroker();
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
            freezeBroker();
            try {
                left = publishOnce(publisher(), events.subList(500, events.size()));
                assertThat(left).as("given back, and not kept in memory").hasSize(1_500);
                eventually(() -> assertThat(status().state()).isEqualTo(ConsumerStatus.State.DISCONNECTED));
                assertThat(status().reason()).isNotEmpty();
            } finally {
                thawBroker();
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
            deleteEvents("group");
            // More than there were: a member that keeps its place would miss the first of them.
            List<Event> later = events(1_000, 500);
            publishAll(publisher(), later);
            eventually(() -> assertThat(seen).containsAll(later));
        }
    }

    @Test
    protected void losesNothingWhileMembersComeAndGo() {
        makeGroup("group");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        AtomicInteger published = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        EventPublisher publisher = publisher();
        int takenByOthers = 0;
        try (EventSource.Subscription staying = newSource().subscribe("group", takingLater(seen))) {
            assertThat(staying).isNotNull();
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    publishAll(publisher, events(published.getAndAdd(50), 50));
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            });
            for (int i = 0; i < 3; i++) {
                Queue<Event> taken = new ConcurrentLinkedQueue<>();
                try (EventSource.Subscription coming = newSource().subscribe("group", takingLater(taken))) {
                    assertThat(coming).isNotNull();
                    eventually(() -> assertThat(taken).isNotEmpty());
                }
                takenByOthers += taken.size();
                seen.addAll(taken);
            }
            enough.set(true);
            assertThat(load).succeedsWithin(soon());
            eventually(() -> assertThat(Set.copyOf(seen)).hasSize(published.get()));
        }
        assertThat(seen.size() - published.get())
                .as("repeats at most what those who left had taken, and what was in the hands of the other")
                .isLessThan(takenByOthers + QUICK.window());
    }

    private static EventHandler takingLater(Queue<Event> seen) {
        Executor later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return delivery -> CompletableFuture.runAsync(() -> seen.add(delivery.event()), later);
    }

    /** The first member is stuck in its handler; its events go to the second, unless the broker cannot know. */
    @Test
    protected void losesNothingWhenAMemberHangsAndGoesOn() {
        makeGroup("group");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch hung = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        List<Event> events = events(100);
        publishAll(publisher(), events);
        try (EventSource.Subscription first = newSource().subscribe("group", delivery -> {
            hung.countDown();
            awaitUninterruptibly(goesOn);
            return taking(seen).handle(delivery);
        })) {
            assertThat(first).isNotNull();
            awaitUninterruptibly(hung);
            try (EventSource.Subscription second = newSource().subscribe("group", taking(seen))) {
                assertThat(second).isNotNull();
                if (noticesHungMembers()) {
                    eventually(() -> assertThat(seen).containsAll(events));
                }
                goesOn.countDown();
                eventually(() -> assertThat(seen).containsAll(events));
                publishAll(publisher(), events(100, 100));
                eventually(() -> assertThat(seen).containsAll(events(100, 100)));
            }
        } finally {
            goesOn.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that came before is acknowledged: a new member gets only what is published now. */
    private void seesNothingLeft() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        Event last = event(1_000_000);
        try (EventSource.Subscription next = newSource().subscribe("group", taking(seen))) {
            assertThat(next).isNotNull();
            publishAll(publisher(), List.of(last));
            eventually(() -> assertThat(seen).containsExactly(last));
        }
    }

    @Test
    protected void closesPromptlyWhileTheBrokerIsAway() {
        makeGroup("group");
        EventSource.Subscription subscription = source().subscribe("group", taking(new ConcurrentLinkedQueue<>()));
        publishAll(publisher(), events(10));
        // Harder than one that refuses connections.
        freezeBroker();
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
            thawBroker();
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
        sendForeign(bytes);
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

    /** Of characters that take four bytes each. */
    private static Event largest(int items, int characters) {
        String filler = "\uD83D\uDE80".repeat(characters - 4);
        return new OrderCreated(
                "order" + filler,
                IntStream.range(1_000, 1_000 + items)
                        .mapToObj(number -> number + filler)
                        .toList(),
                Instant.ofEpochMilli(1));
    }

    private void eventuallySees(String group, EventSource source, List<Event> events) {
        eventuallySees(group, source, events, new ConcurrentLinkedQueue<>());
    }

    private void eventuallySees(String group, EventSource source, List<Event> events, Queue<Event> before) {
        Set<Event> seen = ConcurrentHashMap.newKeySet();
        seen.addAll(before);
        try (EventSource.Subscription subscription = source.subscribe(group, delivery -> {
            seen.add(delivery.event());
            return CompletableFuture.completedFuture(null);
        })) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(events.stream().filter(event -> !seen.contains(event)))
                    .as("missing events")
                    .isEmpty());
        }
    }

    private static List<Event> events(int count) {
        return events(0, count);
    }

    private static List<Event> events(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(EventBusContractTests::event)
                .toList();
    }
}
