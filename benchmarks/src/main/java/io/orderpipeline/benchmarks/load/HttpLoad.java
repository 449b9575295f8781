package io.orderpipeline.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * Sends orders over many connections to one service on this machine, all on the calling thread.
 *
 * <p>In an open loop a request that finds no free connection waits for one, and its latency counts from when it was due, so a service that
 * stalls cannot hide the requests that it delayed (Gil Tene's "coordinated omission").
 */
public final class HttpLoad implements AutoCloseable {

    private static final int MOST_RUNS = 900_000;

    /** Different for each run, so that a store kept from an earlier run has none of the ids. */
    private static final AtomicInteger RUNS = new AtomicInteger((int) (System.currentTimeMillis() / 1_000 % MOST_RUNS));

    private static final int ACCEPTED = 202;
    private static final long ANSWER_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Short enough for a resolution of microseconds, long enough to leave the CPU to the service. */
    private static final long OPEN_LOOP_PAUSE_NANOS = 50_000;

    private final Selector selector = Selector.open();
    private final int port;
    private final int connectionCount;
    private final OrderRequest request = new OrderRequest(RUNS.incrementAndGet());
    private final LongConsumer onAccepted;
    private long serial;

    /**
     * Opens new connections for each run, because the service closes connections that are idle between runs.
     *
     * @param onAccepted gets the serial number of each accepted order as soon as its answer is read
     */
    public HttpLoad(int port, int connections, LongConsumer onAccepted) throws IOException {
        this.port = port;
        this.connectionCount = connections;
        this.onAccepted = onAccepted;
    }

    public HttpLoad(int port, int connections) throws IOException {
        this(port, connections, accepted -> {});
    }

    /** The serial number contained in an orderId of this load. */
    public static long serialOf(String orderId) {
        return OrderRequest.serialOf(orderId);
    }

    /** Sends orders for a time and waits for the last answers. Serial numbers start at 1 and continue across calls. */
    public LoadResult run(Pace pace) throws IOException {
        List<OrderConnection> connections = connect();
        try {
            Round round = new Round(pace, connections);
            round.run();
            return new LoadResult(round.accepted, round.refused, round.lastAnswer - round.start, round.latencies);
        } finally {
            for (OrderConnection connection : connections) {
                connection.close();
            }
        }
    }

    private List<OrderConnection> connect() throws IOException {
        List<OrderConnection> connections = new ArrayList<>();
        for (int i = 0; i < connectionCount; i++) {
            connections.add(new OrderConnection(port, selector));
        }
        return connections;
    }

    /** The serial number of the last order sent. */
    public long sent() {
        return serial;
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }

    private final class Round {

        private final Pace pace;
        private final Deque<OrderConnection> free;
        private final long start = System.nanoTime();
        private final long end;
        private final Histogram latencies = new Histogram(3);
        private long sent;
        private long accepted;
        private long refused;
        private long lastAnswer = start;

        Round(Pace pace, List<OrderConnection> connections) {
            this.pace = pace;
            this.free = new ArrayDeque<>(connections);
            this.end = start + pace.length().toNanos();
        }

        void run() throws IOException {
            while (true) {
                long now = System.nanoTime();
                long next = sendDue(now);
                if (next >= end && free.size() == connectionCount) {
                    return;
                }
                if (now - end > ANSWER_TIMEOUT_NANOS) {
                    throw new IOException(String.format(
                            Locale.ROOT, "%d orders were not answered in time", connectionCount - free.size()));
                }
                if (pace.isOpen()) {
                    LockSupport.parkNanos(Math.min(OPEN_LOOP_PAUSE_NANOS, Math.max(1, next - now)));
                    selector.selectNow(this::receive);
                } else {
                    selector.select(this::receive, TimeUnit.SECONDS.toMillis(1));
                }
            }
        }

        /** Sends the requests that are due, and returns when the next one is. */
        private long sendDue(long now) throws IOException {
            long due = due(now);
            while (due <= now && due < end && !free.isEmpty()) {
                free.remove().send(request.number(++serial), serial, due);
                sent++;
                due = due(now);
            }
            return due;
        }

        private long due(long now) {
            return pace.isOpen() ? start + pace.dueAfter(sent) : now;
        }

        private void receive(SelectionKey key) {
            OrderConnection connection = (OrderConnection) key.attachment();
            int status;
            try {
                status = connection.receive();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (status == 0) {
                return;
            }
            lastAnswer = System.nanoTime();
            if (status == ACCEPTED) {
                onAccepted.accept(connection.serial());
                accepted++;
                latencies.recordValue(lastAnswer - connection.due());
            } else {
                refused++;
            }
            free.add(connection);
        }
    }
}
