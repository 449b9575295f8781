package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.EventSource;
import java.nio.file.Path;
import java.time.Duration;
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
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the members of a group share events, and what happens to the events of members that leave or hang. */
public abstract class BrokerMembersContractTests<B extends BrokerUnderTest> extends BrokerFixture<B> {

    private static final Duration PAUSE = Duration.ofMillis(10);

    protected BrokerMembersContractTests(Function<Path, B> starter) {
        super(starter);
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

    @ParameterizedTest
    @ValueSource(ints = 22)
    protected void stillHasAnEventThatCameBackManyTimes(int times) {
        makeGroup("group");
        publishAll(publisher(), List.of(event(1)));
        for (int i = 0; i < times; i++) {
            int returns = i;
            AtomicInteger seen = new AtomicInteger();
            try (PolledSource leaving = new PolledSource(broker.connector(), noGrace(), new Consumption())) {
                EventSource.Subscription subscription = leaving.subscribe("group", delivery -> {
                    seen.incrementAndGet();
                    return new CompletableFuture<>();
                });
                assertThat(subscription).isNotNull();
                eventually(() -> assertThat(seen)
                        .as("deliveries after it came back %d times", returns)
                        .hasValue(1));
            }
        }

        eventuallySees("group", newSource(), List.of(event(1)));
    }

    private static ReceiveSettings noGrace() {
        return new ReceiveSettings(QUICK.window(), QUICK.firstProbe(), QUICK.longestPause(), Duration.ZERO);
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
                .as("repeats at most what the members that left had taken, plus what the other had in flight")
                .isLessThan(takenByOthers + QUICK.window());
    }

    private static EventHandler takingLater(Queue<Event> seen) {
        Executor later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return delivery -> CompletableFuture.runAsync(() -> seen.add(delivery.event()), later);
    }

    /** The first member is stuck in its handler; its events go to the second, unless the broker cannot detect that. */
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
                if (broker.noticesHungMembers()) {
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
}
