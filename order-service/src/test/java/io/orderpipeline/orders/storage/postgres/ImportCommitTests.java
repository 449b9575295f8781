package io.orderpipeline.orders.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.outbox.RelayStart;
import io.orderpipeline.broker.startup.ServiceEnvironment;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.postgres.CuttingProxy;
import io.orderpipeline.postgres.CuttingProxy.Moment;
import io.orderpipeline.postgres.SchemaText;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an import reports about its end, which decides whether the files may be used again. */
class ImportCommitTests {

    private final TestDatabase database = TestServer.database();
    private final CuttingProxy proxy = CuttingProxy.to(database.port());
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        proxy.close();
        TestServer.reuse(database);
    }

    @Test
    void doesNotSayThatNothingWasCommittedWhenTheAnswerIsLost() throws Exception {
        assertThatThrownBy(() -> importOne(() -> proxy.cut(Moment.BEFORE_THE_ANSWER_TO_COMMIT)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the database: ");
        assertThat(told).containsExactly("beforeCommit");
        assertThat(database.query("select count(*) from orders")).isEqualTo("1");
    }

    @Test
    void saysThatNothingWasCommittedWhenTheFilesCannotBeRetired() throws Exception {
        assertThatThrownBy(() -> importOne(() -> {
                    throw new IOException("no room");
                }))
                .hasMessageContaining("no room");
        assertThat(told).containsExactly("beforeCommit", "notCommitted");
        assertThat(database.query("select count(*) from orders")).isEqualTo("0");
    }

    @Test
    void namesTheConstraintThatTwoOrdersViolate() throws Exception {
        String made = SchemaText.of(database);
        NumberedOrder first = new NumberedOrder(1, new Order("1", List.of("a"), Instant.EPOCH, null));
        NumberedOrder second = new NumberedOrder(2, new Order("2", List.of("b", "a"), Instant.EPOCH, null));
        assertThatThrownBy(() -> importAll(List.of(first, second), () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the database: duplicate key value violates unique constraint \"order_items_pkey\" (23505)");
        assertThat(told).containsExactly("notCommitted");
        assertThat(database.query("select count(*) from orders")).isEqualTo("0");
        assertThat(SchemaText.of(database)).isEqualTo(made);
    }

    @Test
    void leavesTheSchemaAsTheMigrationsMadeIt() throws Exception {
        String made = SchemaText.of(database);
        importOne(() -> {});
        assertThat(SchemaText.of(database)).isEqualTo(made);
    }

    @Test
    void showsNothingBeforeItIsCommitted() throws Exception {
        importOne(() -> {
            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                statement.execute("set lock_timeout = '100ms'");
                for (String table : List.of("orders", "order_items", "processed_notifications")) {
                    assertThatThrownBy(() -> statement.execute("select from " + table))
                            .hasMessageContaining("lock timeout");
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        });
        assertThat(database.query("select count(*) from orders")).isEqualTo("1");
    }

    private void importOne(Step beforeCommit) throws IOException {
        importAll(List.of(new NumberedOrder(1, new Order("1", List.of("a"), Instant.EPOCH, null))), beforeCommit);
    }

    private void importAll(List<NumberedOrder> orders, Step beforeCommit) throws IOException {
        TestDatabase behind = database.at(proxy.port());
        ServiceEnvironment configuration = ServiceEnvironment.of(
                "order-service",
                List.of("--spring.datasource.url=" + behind.url(), "--spring.datasource.username=" + behind.user()),
                Map.of());
        try (OrdersDatabase target = OrdersDatabase.of(configuration)) {
            target.importFrom(
                    new StoppedFiles(
                            orders::stream, Stream::empty, Stream::empty, new RelayStart(1, Optional.empty(), 0)),
                    new CommitWatch() {
                        @Override
                        public void beforeCommit() throws IOException {
                            told.add("beforeCommit");
                            beforeCommit.run();
                        }

                        @Override
                        public void notCommitted() {
                            told.add("notCommitted");
                        }
                    });
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
