package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.load.HttpLoad;
import io.orderpipeline.benchmarks.load.LoadResult;
import io.orderpipeline.benchmarks.load.Pace;
import io.orderpipeline.benchmarks.server.ObservedPipeline;
import io.orderpipeline.broker.inbox.NotificationKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** Both services with a bus between them, and one client's load. Not thread-safe. */
final class ObservedBus implements AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final int ITEMS = 2;
    private static final int MOST_ORDERS = 3_000_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 5;

    private final String name;
    private final Lag lag = new Lag(MOST_ORDERS);
    private final LongAdder processedKeys = new LongAdder();
    private final ObservedPipeline pipeline;
    private long orders;

    /** @param arguments the service arguments that select the bus and connect to it */
    ObservedBus(String name, Path folder, List<String> arguments) {
        this.name = name;
        this.pipeline = new ObservedPipeline(folder, this::processed, arguments);
    }

    private void processed(NotificationKey key) {
        lag.processed(key);
        processedKeys.increment();
    }

    String name() {
        return name;
    }

    void warmUp(long backlog) throws Exception {
        place(Pace.closedLoop(Settings.WARM_UP));
        awaitAllProcessed();
        drain(backlog);
    }

    /** Drains a backlog of at least this size: events per second from resuming the relay until the last key is processed. */
    double drain(long backlog) throws Exception {
        pipeline.relay().pause();
        long before = orders;
        while (orders - before < backlog) {
            place(Pace.closedLoop(Settings.ROUND));
        }
        long waiting = orders - processedKeys.sum() / ITEMS;
        long start = System.nanoTime();
        pipeline.relay().resume();
        awaitAllProcessed();
        return waiting * 1e9 / (System.nanoTime() - start);
    }

    /** Nanoseconds from the 202 of an order to its last processed key, at this rate. */
    Histogram behind(double ordersPerSecond) throws Exception {
        long sent = place(new Pace(ordersPerSecond, Settings.ROUND.multipliedBy(2)));
        awaitAllProcessed();
        return lag.between(1, sent);
    }

    /** Uses new connections: the service closes connections that are idle while other buses are measured. */
    private long place(Pace pace) throws IOException {
        try (HttpLoad load = new HttpLoad(pipeline.port(), CONNECTIONS, lag::answered)) {
            LoadResult result = load.run(pace);
            orders += result.accepted();
            return load.sent();
        }
    }

    private void awaitAllProcessed() throws InterruptedException {
        long start = System.nanoTime();
        while (processedKeys.sum() < orders * ITEMS) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                throw new IllegalStateException(
                        name + ": " + processedKeys.sum() + " of " + orders * ITEMS + " keys are processed");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
