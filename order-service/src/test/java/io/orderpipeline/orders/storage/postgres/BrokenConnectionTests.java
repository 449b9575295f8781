package io.orderpipeline.orders.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.postgres.CuttingProxy;
import io.orderpipeline.postgres.CuttingProxy.Moment;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers learn when the connection breaks or hangs at the worst moments. */
class BrokenConnectionTests {

    private final TestDatabase database = TestServer.database();
    private final CuttingProxy proxy = CuttingProxy.to(database.port());
    private final OrderInstance near = OrderInstance.on(database.at(proxy.port()));
    private final OrderInstance other = OrderInstance.on(database);

    @AfterEach
    void close() throws IOException {
        proxy.thaw();
        near.close();
        other.close();
        proxy.close();
        TestServer.reuse(database);
    }

    @Test
    void findsOutThatAnOrderIsStoredWhoseCommitWasNeverAnswered() throws Exception {
        place(near, "1", "a");
        proxy.cut(Moment.BEFORE_THE_ANSWER_TO_COMMIT);

        assertThat(place(near, "2", "b")).isEqualTo(new OrderAccepted("2"));

        proxy.awaitCut();
        assertThat(other.orders().after(0, 10)).extracting(NumberedOrder::seq).containsExactly(1L, 2L);
        assertThat(place(near, "2", "c")).isEqualTo(new OrderRefused.DuplicateOrderId());
    }

    @Test
    void findsOutThatAnOrderIsNotStoredWhoseCommitNeverArrived() throws Exception {
        place(near, "1", "a");
        proxy.cut(Moment.BEFORE_COMMIT);

        assertThat(unavailable(near.orders().place(order("2", "b")))).isEqualTo(Reason.UNAVAILABLE);

        proxy.awaitCut();
        assertThat(near.orders().find("2")).isEmpty();
        assertThat(place(near, "2", "b")).isEqualTo(new OrderAccepted("2"));
        assertThat(other.orders().after(0, 10)).extracting(NumberedOrder::seq).containsExactly(1L, 2L);
    }

    @Test
    void letsNoFrozenInstanceStopTheOthers() throws Exception {
        place(near, "1", "a");
        place(other, "2", "b");
        proxy.cut(Moment.WHILE_THE_LOCK_IS_HELD);
        CompletableFuture<Placement> frozen = near.orders().place(order("frozen", "c", "d"));
        proxy.awaitCut();

        long start = System.nanoTime();
        assertThat(place(other, "3", "c")).isEqualTo(new OrderAccepted("3"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));

        proxy.thaw();
        assertThat(unavailable(frozen)).isEqualTo(Reason.UNAVAILABLE);
        assertThat(other.orders().find("frozen")).isEmpty();
        assertThat(place(near, "frozen", "c", "d")).isEqualTo(new OrderRefused.DuplicateItems(List.of("c")));
    }

    @Test
    void reportsAnUnknownOutcomeOnlyUntilItCanBeDetermined() throws Exception {
        place(near, "1", "a");
        proxy.cutAll(Moment.BEFORE_THE_ANSWER_TO_COMMIT);
        CompletableFuture<Placement> lost = near.orders().place(order("2", "b"));

        assertThat(unavailable(lost)).isEqualTo(Reason.OUTCOME_UNKNOWN);

        assertThat(place(other, "2", "b")).as("the retry").isEqualTo(new OrderRefused.DuplicateOrderId());
    }

    @Test
    void answersARefusalAlthoughTheRestOfItsBatchIsNotStored() throws Exception {
        place(near, "1", "a");
        proxy.cut(Moment.BEFORE_COMMIT);
        CompletableFuture<Placement> accepted = near.orders().place(order("2", "b"));
        CompletableFuture<Placement> refused = near.orders().place(order("3", "a"));

        assertThat(unavailable(accepted)).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.get(30, TimeUnit.SECONDS)).isEqualTo(new OrderRefused.DuplicateItems(List.of("a")));
    }

    @Test
    void commitsDurablyWhateverTheRoleSays() throws Exception {
        database.execute("create role careless login in role pg_read_all_data, pg_write_all_data");
        database.execute("alter role careless set synchronous_commit = off");
        TestDatabase careless = new TestDatabase(database.port(), database.name(), "careless");
        assertThat(careless.query("show synchronous_commit")).isEqualTo("off");
        try (OrderInstance instance = OrderInstance.on(careless)) {
            assertThat(new io.orderpipeline.postgres.Database(instance.pool()).<String>read(connection -> {
                        try (var statement = connection.createStatement();
                                var result = statement.executeQuery("show synchronous_commit")) {
                            result.next();
                            return result.getString(1);
                        }
                    }))
                    .isEqualTo("on");
        } finally {
            database.execute("drop role careless");
        }
    }

    @Test
    void takesNoOrderOnAStandby() throws Exception {
        String setting = " default_transaction_read_only";
        database.maintenance().execute("alter database " + database.name() + " set" + setting + " = on");
        try (OrderInstance instance = OrderInstance.on(database)) {
            assertThat(unavailable(instance.orders().place(order("1", "a")))).isEqualTo(Reason.UNAVAILABLE);
            database.maintenance().execute("alter database " + database.name() + " reset" + setting);
            assertThat(place(instance, "1", "a")).isEqualTo(new OrderAccepted("1"));
        }
    }

    @Test
    void takesNoOrderOnAServerThatDoesNotSync() throws Exception {
        try (EmbeddedPostgres careless = EmbeddedPostgres.start()) {
            TestDatabase lossy = new TestDatabase(careless.getPort(), "postgres", "postgres");
            assertThat(lossy.query("show fsync")).isEqualTo("off");
            TestServer.createTables(lossy);
            try (OrderInstance instance = OrderInstance.on(lossy)) {
                assertThat(unavailable(instance.orders().place(order("1", "a"))))
                        .isEqualTo(Reason.UNAVAILABLE);
            }
        }
    }

    @Test
    void readsNothingWhileTheDatabaseIsAway() throws Exception {
        proxy.close();
        assertThatThrownBy(() -> near.orders().find("1"))
                .isInstanceOfSatisfying(OrdersUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.UNAVAILABLE));
        assertThatThrownBy(() -> near.orders().after(0, 1)).isInstanceOf(OrdersUnavailableException.class);
    }

    private static Reason unavailable(CompletableFuture<Placement> placement) throws Exception {
        try {
            throw new AssertionError("placed: " + placement.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrdersUnavailableException unavailable) {
                return unavailable.reason();
            }
            throw e;
        }
    }

    private static Placement place(OrderInstance instance, String orderId, String... itemIds) throws Exception {
        return instance.orders().place(order(orderId, itemIds)).get(30, TimeUnit.SECONDS);
    }

    private static Order order(String orderId, String... itemIds) {
        return new Order(orderId, List.of(itemIds), Instant.EPOCH, null);
    }
}
