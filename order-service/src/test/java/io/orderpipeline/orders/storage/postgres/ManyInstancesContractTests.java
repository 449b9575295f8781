package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.OrdersContractTests;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Several order services on one database keep the same promises as a single one, whichever instance is called. */
abstract class ManyInstancesContractTests extends OrdersContractTests {

    private final TestDatabase database = TestServer.database();
    private final List<OrderInstance> instances;

    ManyInstancesContractTests(int number) {
        instances =
                Stream.generate(() -> OrderInstance.on(database)).limit(number).toList();
    }

    @Override
    protected Orders orders() {
        return new InTurn(instances.stream().map(OrderInstance::orders).toList());
    }

    @AfterEach
    void close() {
        instances.forEach(OrderInstance::close);
        TestServer.reuse(database);
    }

    /** Each call goes to the next instance, as behind a load balancer. */
    private record InTurn(List<PostgresOrders> instances, AtomicInteger calls) implements Orders {

        InTurn(List<PostgresOrders> instances) {
            this(instances, new AtomicInteger());
        }

        private Orders next() {
            return instances.get(Math.floorMod(calls.getAndIncrement(), instances.size()));
        }

        @Override
        public CompletableFuture<Placement> place(Order order) {
            return next().place(order);
        }

        @Override
        public Optional<Order> find(String orderId) {
            return next().find(orderId);
        }

        @Override
        public List<NumberedOrder> after(long seq, int limit) {
            return next().after(seq, limit);
        }
    }
}
