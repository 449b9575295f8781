package io.orderpipeline.orders.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.outbox.RelayStart;
import io.orderpipeline.orders.maintenance.PipelineFolder.Result;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import io.orderpipeline.postgres.outbox.RelayProgress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks rows against other rows. */
class VerifyDatabaseTests {

    @TempDir
    Path temp;

    private final TestDatabase database = TestServer.database();

    @AfterEach
    void giveTheDatabaseBack() {
        TestServer.reuse(database);
    }

    static Stream<String> on(TestDatabase database) {
        return Stream.of(
                "--pipeline.store=postgres",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user());
    }

    @Test
    void countsWhatAWholeDatabaseHolds() throws Exception {
        fill();
        Result result = verify(database);
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out().lines())
                .containsExactly(
                        "database: " + database.url(),
                        "orders                    rows=7 lastSeq=7 ok",
                        "order_items               rows=14 ok",
                        "relay_lease               doneSeq=5 waiting=2 ok",
                        "processed_notifications   rows=10 claimed=0 ok",
                        "dead_letters              rows=2 open=0 ok",
                        "no damage");
    }

    @Test
    void findsAnEmptyDatabaseWhole() {
        assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void knowsThatOrdersWereMovedElsewhere() throws Exception {
        fill();
        database.execute("delete from orders where seq <= 3; update commit_seq set seq = 3");
        assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from processed_notifications where order_id = 'order-4' | 1 of | seq 4, orderId order-4 | 4",
                "delete from processed_notifications where item_id = 'item-4' | 1 of | seq 4, orderId order-4 | 4",
                "update processed_notifications set done = false where item_id = 'item-4' | 1 of | seq 4, orderId order-4 | 4",
                "delete from processed_notifications where order_id >= 'order-3' | 3 of | seq 3, orderId order-3 | 3"
            })
    void namesHandledOrdersWithoutARecord(String loss, String count, String first, long from) throws Exception {
        fill();
        database.execute(loss);
        Result result = verify(database);
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out().lines().filter(line -> line.contains(" damaged: ")))
                .singleElement()
                .asString()
                .startsWith("processed_notifications ")
                .contains("damaged: " + count + " the orders up to seq 5, ", first)
                .endsWith("replay {\"dryRun\":false,\"fromSeq\":" + from + ",\"toSeq\":5}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A redelivered letter, a discarded one, and one that waits for an operator.
                "delete from processed_notifications where order_id = 'order-1'",
                "delete from processed_notifications where order_id = 'order-2'",
                "delete from processed_notifications where order_id = 'order-2'; delete from dead_letter_changes where n = 4;"
                        + " update dead_letters set state = 'DEAD' where place = 2",
                // Notification services may keep their inbox elsewhere.
                "truncate processed_notifications, dead_letters, dead_letter_changes"
            })
    void findsNoLossWhereALetterAccountsForTheOrderOrNoInboxIsUsed(String change) throws Exception {
        fill();
        database.execute(change);
        assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void asksForNoKeysOfOrdersThatWereMovedElsewhere() throws Exception {
        fill();
        database.execute("delete from processed_notifications where order_id in ('order-3', 'order-5');"
                + " delete from orders where seq <= 5; update commit_seq set seq = 5");
        assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
    }

    /** Published events may wait in the broker, and their notifications may be recorded in another database. */
    @Test
    void asksBehindABrokerOnlyForWhatWasHandledWithoutOne() throws Exception {
        fill();
        beginRelay(new RelayStart(5, Optional.of("kafka"), 7));
        assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
        database.execute("delete from processed_notifications where order_id = 'order-4'");
        assertThat(verify(database).out()).contains("1 of the orders up to seq 5, ", "seq 4, orderId order-4");
        beginRelay(new RelayStart(3, Optional.of("kafka"), 7));
        assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
    }

    /** For example, the orders of a newer backup: no relay starts after such a position. */
    @Test
    void takesNoOrderForHandledByAPositionOfOtherOrders() throws Exception {
        fill();
        beginRelay(new RelayStart(5, Optional.of("kafka"), 7));
        database.execute("delete from processed_notifications where order_id = 'order-4';"
                + " update relay_lease set handled_mark = handled_mark + 1");
        assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
    }

    /** Each order is committed, then its keys, then the position, in the order services do it. */
    @Test
    void findsNoLossWhileServicesWork() throws Exception {
        fill();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> working = CompletableFuture.supplyAsync(() -> handleOrdersUntil(over));
        for (int i = 0; i < 20; i++) {
            assertThat(verify(database).code()).isEqualTo(ExitCode.OK);
        }
        over.set(true);
        assertThat(working.get(60, TimeUnit.SECONDS)).isGreaterThan(8);
    }

    private long handleOrdersUntil(AtomicBoolean over) {
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            long seq = 7;
            while (!over.get()) {
                seq++;
                statement.execute(String.format(Locale.ROOT, """
                    begin;
                    insert into orders values (%1$d, 'live-%1$d', '{live-%1$d}', now());
                    insert into order_items values ('live-%1$d', %1$d);
                    commit;
                    insert into processed_notifications
                    select order_id, unnest(item_ids), true from orders where seq in (6, 7, %1$d) on conflict do nothing\
                    """, seq));
                RelayProgress.begin(writer, new RelayStart(seq, Optional.empty(), 0));
            }
            return seq;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void beginRelay(RelayStart start) throws SQLException {
        try (Connection connection = database.connect()) {
            RelayProgress.begin(connection, start);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from orders where seq = 3 | seq 3 is missing",
                "delete from orders where seq = 1 | seq 1 is missing",
                "delete from order_items where item_id = 'item-4' | item item-4 of the order with seq 4 is missing",
                "update order_items set seq = 5 where item_id = 'item-4' | item item-4 of the order with seq 4 is missing",
                "insert into order_items values ('stray', 2) | item stray belongs to no order with seq 2",
                "update relay_lease set done_seq = 8 | done_seq 8 is ahead of the last order, seq 7",
                "update relay_lease set done_mark = 1 | done_seq 5 was saved for other orders",
                "delete from relay_lease | it has no row",
                "insert into processed_notifications values ('order-1', 'stray', true) | key order-1::stray belongs to no order",
                "update processed_notifications set order_id = 'order-9' where item_id = 'item-2' | key order-9::item-2 belongs to no",
                "update dead_letters set state = 'DEAD' where place = 1 | does not match its changes",
                "delete from dead_letters where place = 1 | is missing",
                "delete from dead_letter_changes where n = 1 | the change n=3 of letter",
                "update dead_letter_changes set change = '{}' where n = 4 | the change n=4 of letter"
            })
    void saysWhichRowIsWrong(String harm, String problem) throws Exception {
        fill();
        database.execute(harm);
        Result result = verify(database);
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out()).contains("damaged: rows contradict each other");
        assertThat(result.out().lines().filter(line -> line.contains(" damaged: ")))
                .anySatisfy(line -> assertThat(line).contains(problem));
    }

    @Test
    void namesTheSchemaOfTablesThatAreOutOfSight() throws Exception {
        TestDatabase hidden = TestServer.emptyDatabase();
        TestServer.createTables(hidden);
        hidden.execute("create schema " + hidden.user());
        Result result = verify(hidden);
        assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(result.messages())
                .contains("the schema public of this database has the tables of an order pipeline");
    }

    @Test
    void makesNoTables() throws Exception {
        TestDatabase empty = TestServer.emptyDatabase();
        Result result = verify(empty);
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.messages()).contains(empty.url() + " has no tables of this release");
        assertThat(empty.query("select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "export orders, export works on files only: name them with --pipeline.store=file",
        "repair, repair works on files only: name them with --pipeline.store=file"
    })
    void leavesTheOtherCommandsToFiles(String command, String refusal) {
        Result result = run(Stream.concat(Stream.of(command.split(" ", -1)), on(database)));
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.messages()).startsWith(refusal);
    }

    /** Seven orders, five of them handled: all their items are notified. */
    private void fill() throws Exception {
        PipelineFolder folder = new PipelineFolder(temp);
        folder.placeOrders(7);
        folder.notifyOf(5);
        assertThat(run(Stream.concat(Stream.of("import"), on(database))).code()).isEqualTo(ExitCode.OK);
        database.execute("insert into processed_notifications select order_id, unnest(item_ids), true from orders"
                + " where seq <= 5 on conflict do nothing");
    }

    private Result verify(TestDatabase target) {
        return run(Stream.concat(Stream.of("verify"), on(target)));
    }

    private Result run(Stream<String> arguments) {
        return new PipelineFolder(temp).run(arguments.toArray(String[]::new));
    }
}
