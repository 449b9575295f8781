package io.orderpipeline.orders.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.postgres.RestartableServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The database server is killed and restarted under load from two instances. */
class KilledServerTests {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int CLIENTS = 16;
    private static final int ORDERS_BETWEEN_KILLS = 300;

    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void losesNoAcceptedOrderAndRecovers() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                OrderInstance one = OrderInstance.on(server.database());
                OrderInstance other = OrderInstance.on(server.database())) {
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                PostgresOrders orders = (client % 2 == 0 ? one : other).orders();
                String name = "client" + client;
                clients.add(new Thread(() -> placeUntilEnough(orders, name), name));
            }
            clients.forEach(Thread::start);
            for (int kill = 0; kill < KILLS; kill++) {
                awaitMore(ORDERS_BETWEEN_KILLS);
                server.kill();
                server.restart();
            }
            awaitMore(ORDERS_BETWEEN_KILLS);
            enough.set(true);
            for (Thread client : clients) {
                client.join();
            }

            assertThat(unexpected).isEmpty();
            assertThat(refused.get()).as("told to retry").isPositive();
            List<NumberedOrder> stored = one.orders().after(0, Integer.MAX_VALUE);
            assertThat(stored)
                    .extracting(NumberedOrder::seq)
                    .isEqualTo(LongStream.rangeClosed(1, stored.size()).boxed().toList());
            assertThat(stored)
                    .extracting(numbered -> numbered.order().orderId())
                    .containsAll(accepted);
            assertThat(server.database().query("select count(*) from order_items"))
                    .isEqualTo(String.valueOf(stored.size() * 2));
        }
    }

    private void placeUntilEnough(PostgresOrders orders, String client) {
        for (int i = 0; !enough.get(); i++) {
            String orderId = client + "-" + i;
            Order order = new Order(orderId, List.of(orderId + "a", orderId + "b"), Instant.EPOCH, null);
            try {
                Object placement = orders.place(order).get(60, TimeUnit.SECONDS);
                if (placement.equals(new OrderAccepted(orderId))) {
                    accepted.add(orderId);
                } else {
                    unexpected.add(new AssertionError(orderId + ": " + placement));
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof OrdersUnavailableException) {
                    refused.incrementAndGet();
                } else {
                    unexpected.add(e);
                }
            } catch (Exception e) {
                unexpected.add(e);
            }
        }
    }

    private void awaitMore(int orders) {
        int wanted = accepted.size() + orders;
        await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() >= wanted || !unexpected.isEmpty());
    }
}
