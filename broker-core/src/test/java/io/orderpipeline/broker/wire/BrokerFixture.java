package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.BusFixture;
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
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all tests of a class, a topic for each test, and the test's connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrokerFixture<B extends BrokerUnderTest> extends BusFixture {

    /** Short times, so that tests of outages and stops are quick. */
    protected static final ReceiveSettings QUICK =
            new ReceiveSettings(500, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(300));

    private final Function<Path, B> starter;
    private final List<QueuedPublisher> publishers = new ArrayList<>();
    private final List<PolledSource> sources = new ArrayList<>();
    private final List<Consumption> consumptions = new ArrayList<>();

    protected B broker;

    /** @param starter starts a broker that keeps its files in the folder */
    protected BrokerFixture(Function<Path, B> starter) {
        this.starter = starter;
    }

    @BeforeAll
    void startBroker(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        broker = starter.apply(folder);
    }

    @BeforeEach
    void openTopic() {
        broker.openTopic();
    }

    @AfterEach
    void closeAll() {
        sources.forEach(PolledSource::close);
        publishers.forEach(QueuedPublisher::close);
        sources.clear();
        publishers.clear();
        consumptions.clear();
    }

    @AfterAll
    void endBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Override
    public Duration soon() {
        return broker.soon();
    }

    public EventPublisher publisher() {
        return publishers.isEmpty() ? newPublisher() : publishers.get(0);
    }

    public EventSource source() {
        return sources.isEmpty() ? newSource() : sources.get(0);
    }

    protected QueuedPublisher newPublisher() {
        QueuedPublisher publisher = new QueuedPublisher(broker.connectSender());
        publishers.add(publisher);
        return publisher;
    }

    protected PolledSource newSource() {
        Consumption consumption = new Consumption();
        PolledSource source = new PolledSource(broker.connector(), QUICK, consumption);
        sources.add(source);
        consumptions.add(consumption);
        return source;
    }

    /** The status of {@link #source}. */
    protected Consumption consumption() {
        return consumptions.get(0);
    }

    /** Creates the group, so that it exists before the first event. */
    protected void makeGroup(String group) {
        if (!broker.keepsEventsForNewGroups()) {
            eventually(() -> broker.connector().connect(group).close());
        }
    }

    protected void eventuallySees(String group, EventSource source, List<Event> events) {
        eventuallySees(group, source, events, new ConcurrentLinkedQueue<>());
    }

    protected void eventuallySees(String group, EventSource source, List<Event> events, Queue<Event> before) {
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
}
