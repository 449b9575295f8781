package io.orderpipeline.tools.load;

import io.orderpipeline.tools.load.Attempt.PlacedOrder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Places orders with several order services, at a bounded rate, until it is stopped. A service that is down or does not answer delays only
 * the clients that are waiting for it. Thread-safe.
 */
public final class OrderLoad implements AutoCloseable {

    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LAST_ANSWERS_SECONDS = 40;

    private final List<Integer> ports;
    private final double rate;
    private final Ledger ledger;
    private final OrderGenerator generator;
    private final ExecutorService clients;
    private final AtomicLong sent = new AtomicLong();
    private final long start = System.nanoTime();
    private volatile boolean stopped;

    private OrderLoad(List<Integer> ports, double rate, Ledger ledger, OrderGenerator generator, int clients) {
        this.ports = List.copyOf(ports);
        this.rate = rate;
        this.ledger = ledger;
        this.generator = generator;
        this.clients = Executors.newFixedThreadPool(clients);
    }

    /**
     * Starts placing orders.
     *
     * @param ports           of the order services
     * @param ordersPerSecond of all clients together; infinite to send as fast as answers arrive
     * @param generator       generates the orders
     * @param seed            decides which orders compete with which
     */
    public static OrderLoad start(
            List<Integer> ports,
            int clients,
            double ordersPerSecond,
            long seed,
            OrderGenerator generator,
            Ledger ledger) {
        OrderLoad load = new OrderLoad(ports, ordersPerSecond, ledger, generator, clients);
        for (int i = 0; i < clients; i++) {
            Random random = new Random(seed * 31 + i);
            load.clients.execute(() -> load.placeOrders(random));
        }
        return load;
    }

    private void placeOrders(Random random) {
        List<OrderClient> connections = ports.stream().map(OrderClient::new).toList();
        while (!stopped) {
            pace();
            List<PlacedOrder> orders = generator.next(random);
            int first = random.nextInt(ports.size());
            boolean answered;
            if (orders.size() == 1) {
                answered = place(connections.get(first), first, orders.get(0));
            } else {
                answered = placeBoth(connections, first, orders);
            }
            if (!answered) {
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
        connections.forEach(OrderClient::close);
    }

    private boolean placeBoth(List<OrderClient> connections, int first, List<PlacedOrder> orders) {
        int second = (first + 1) % ports.size();
        // With only one service, both go to it, over two connections.
        boolean own = second == first;
        OrderClient other = own ? new OrderClient(ports.get(second)) : connections.get(second);
        Thread beside = new Thread(() -> place(other, second, orders.get(1)));
        beside.start();
        boolean answered = place(connections.get(first), first, orders.get(0));
        try {
            beside.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (own) {
            other.close();
        }
        return answered;
    }

    private boolean place(OrderClient client, int instance, PlacedOrder order) {
        long now = System.nanoTime();
        OrderClient.Reply reply = client.place(order);
        ledger.add(new Attempt(order, instance, reply.answer(), reply.status(), now, System.nanoTime()));
        return reply.status() != 0 && reply.status() != 503;
    }

    private void pace() {
        long due = start + (long) (sent.getAndIncrement() / rate * 1e9);
        for (long wait = due - System.nanoTime(); wait > 0 && !stopped; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(wait, PAUSE_AFTER_FAILURE_NANOS));
        }
    }

    /** Stops the load and waits for the last answers. */
    @Override
    public void close() {
        stopped = true;
        clients.shutdown();
        try {
            if (!clients.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("clients are still waiting for answers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
