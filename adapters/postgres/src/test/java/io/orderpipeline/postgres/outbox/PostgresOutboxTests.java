package io.orderpipeline.postgres.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxContractTests;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.postgres.CuttingProxy;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresOutboxTests extends OutboxContractTests {

    private final TestDatabase database = TestServer.database();
    private final HikariDataSource pool = database.pool();
    private final PostgresOutbox outbox = new PostgresOutbox(new Database(pool));

    @Override
    protected Outbox outbox() {
        return outbox;
    }

    @Override
    protected void commit(OrderCreated event) {
        try (Connection connection = database.connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into orders (seq, order_id, item_ids, created_at)"
                                + " select coalesce(max(seq), 0) + 1, ?, ?, to_timestamp(? / 1000.0) from orders")) {
            insert.setString(1, event.orderId());
            insert.setArray(2, connection.createArrayOf("text", event.itemId().toArray()));
            insert.setLong(3, event.createdAt().toEpochMilli());
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        TestServer.reuse(database);
    }

    @Test
    void skipsNoOrderThatIsMissing() throws SQLException {
        commitOrders(3);
        try (OutboxCursor cursor = outbox.after(0)) {
            cursor.next();
            database.execute("delete from orders where seq = 2");
            try (OutboxCursor behind = outbox.after(positionOfFirst())) {
                assertThatThrownBy(behind::next)
                        .isInstanceOf(OutboxUnreadableException.class)
                        .hasMessageContaining("seq 2 is missing");
                assertThatThrownBy(behind::next).isInstanceOf(OutboxUnreadableException.class);
            }
        }
    }

    @Test
    void skipsNoFirstOrderThatIsMissing() throws SQLException {
        commitOrders(3);
        database.execute("delete from orders where seq = 1");
        try (OutboxCursor cursor = outbox.after(Position.START)) {
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(OutboxUnreadableException.class)
                    .hasMessageContaining("seq 1 is missing");
        }
    }

    @Test
    void startsWithTheOldestOrderWhenOlderOnesWereMovedElsewhere() throws SQLException {
        commitOrders(3);
        database.execute("update commit_seq set seq = 2; delete from orders where seq <= 2");
        try (OutboxCursor cursor = outbox.after(0)) {
            assertThat(cursor.next()).extracting(OutboxEntry::seq).isEqualTo(3L);
        }
        assertThat(outbox.firstSeq()).isEqualTo(3);
        assertThat(outbox.lastSeq()).isEqualTo(3);
    }

    @Test
    void readsNothingBehindAPositionOfAnotherDatabase() {
        commitOrders(2);
        try (OutboxCursor cursor =
                outbox.after(new Position(1, positionOfFirst().mark() + 1))) {
            assertThatThrownBy(cursor::next).isInstanceOf(OutboxUnreadableException.class);
        }
    }

    @Test
    void skipsNoOrderWhenAnEarlierStateOfTheDatabaseReusesItsSeq() throws SQLException {
        commitOrders(5);
        try (OutboxCursor cursor = outbox.after(0)) {
            readTo(5, cursor);
            database.execute("delete from orders where seq > 2");
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(OutboxUnreadableException.class)
                    .hasMessageContaining("the orders have no seq 5 ");
            for (int n = 3; n <= 8; n++) {
                commit(new OrderCreated("later " + n, List.of("later item " + n), Instant.EPOCH));
                assertThatThrownBy(cursor::next).isInstanceOf(OutboxUnreadableException.class);
            }
        }
    }

    @Test
    void goesOnBehindAnOrderThatWasMovedElsewhere() throws SQLException {
        commitOrders(3);
        try (OutboxCursor cursor = outbox.after(0)) {
            readTo(3, cursor);
            database.execute("update commit_seq set seq = 3; delete from orders");
            assertThat(cursor.next()).isNull();
            database.execute("insert into orders (seq, order_id, item_ids, created_at) values (4, 'o', '{i}', now())");
            assertThat(cursor.next()).extracting(OutboxEntry::seq).isEqualTo(4L);
        }
    }

    @Test
    void saysThatTheRowOfTheCommitLockIsMissing() throws SQLException {
        commitOrders(1);
        try (OutboxCursor cursor = outbox.after(0)) {
            readTo(1, cursor);
            database.execute("delete from orders; delete from commit_seq");
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(OutboxUnreadableException.class)
                    .hasMessageContaining("the table commit_seq has no row");
        }
    }

    @Test
    void readsPastTheEndOfAPage() {
        commitOrders(1_201);
        try (OutboxCursor cursor = outbox.after(0)) {
            for (long seq = 1; seq <= 1_201; seq++) {
                assertThat(cursor.next()).extracting(OutboxEntry::seq).isEqualTo(seq);
            }
            assertThat(cursor.next()).isNull();
        }
    }

    @Test
    void saysWhyItCannotBeRead() {
        pool.close();
        assertThatThrownBy(outbox::lastSeq).isInstanceOf(OutboxUnreadableException.class);
        assertThatThrownBy(() -> outbox.after(0).next()).isInstanceOf(OutboxUnreadableException.class);
    }

    @Test
    void ringsWhenACommitIsNotified() throws Exception {
        CommitBell bell = CommitBell.insideOneJvm();
        try (CommitListener listener = CommitListener.start(new Database(pool), bell)) {
            bell.await(TimeUnit.SECONDS.toNanos(20));
            long start = System.nanoTime();
            database.execute("notify order_pipeline");
            bell.await(TimeUnit.SECONDS.toNanos(20));
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertThat(listener).isNotNull();
        }
    }

    @Test
    void listensAgainWhenItsConnectionWasDroppedInSilence() throws Exception {
        CommitBell bell = CommitBell.insideOneJvm();
        try (CuttingProxy proxy = CuttingProxy.to(database.port());
                HikariDataSource behind = database.at(proxy.port()).pool()) {
            proxy.cut(CuttingProxy.Moment.WHILE_IT_LISTENS);
            try (CommitListener listener = CommitListener.start(new Database(behind), bell, Duration.ofMillis(100))) {
                assertThat(listener).isNotNull();
                proxy.awaitCut();
                bell.await(TimeUnit.SECONDS.toNanos(20));
                Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    long start = System.nanoTime();
                    database.execute("notify order_pipeline");
                    bell.await(TimeUnit.SECONDS.toNanos(1));
                    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
                });
            }
        }
    }

    private static void readTo(long seq, OutboxCursor cursor) {
        for (long next = 1; next <= seq; next++) {
            assertThat(cursor.next()).extracting(OutboxEntry::seq).isEqualTo(next);
        }
    }

    private void commitOrders(int number) {
        try {
            database.execute("insert into orders (seq, order_id, item_ids, created_at)"
                    + " select n, 'order ' || n, array['item ' || n], now() from generate_series(1, " + number + ") n");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Position positionOfFirst() {
        try (OutboxCursor cursor = outbox.after(0)) {
            return Objects.requireNonNull(cursor.next()).position();
        }
    }
}
