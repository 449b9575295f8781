package io.orderpipeline.orders.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.CheckpointContractTests;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.FileCheckpoint;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.maintenance.PipelineFolder.Result;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.orders.storage.postgres.PostgresOrders;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import io.orderpipeline.postgres.inbox.PostgresDeadLetters;
import io.orderpipeline.postgres.inbox.PostgresProcessedNotifications;
import io.orderpipeline.postgres.outbox.PostgresCheckpoint;
import io.orderpipeline.postgres.outbox.PostgresOutbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopped files into an empty database: everything or nothing, and never both in use afterwards. */
class ImportTests {

    private static final int ORDERS = 7;
    private static final int NOTIFIED = 5;

    @TempDir
    Path temp;

    private final TestDatabase database = TestServer.database();
    private final HikariDataSource pool = database.pool();
    private PipelineFolder folder;
    private List<Order> placed;

    @BeforeEach
    void fillTheFolder() throws IOException {
        folder = new PipelineFolder(temp.resolve("data"));
        placed = folder.placeOrders(ORDERS);
        folder.notifyOf(NOTIFIED);
    }

    @AfterEach
    void giveTheDatabaseBack() {
        pool.close();
        TestServer.reuse(database);
    }

    @Test
    void countsWhatItMoved() {
        Result result = importInto(database);
        assertThat(result.messages()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out().lines())
                .containsExactly(
                        "data folder: " + folder.path(),
                        "database: " + database.url(),
                        "imported orders=7 items=14 processed=10 deadLetters=2 doneSeq=5",
                        "no service starts on the files any more: start them with --pipeline.store=postgres");
    }

    @Test
    void keepsOrdersWithTheirSeqsTimesAndIdempotencyKeys() {
        importInto(database);
        try (PostgresOrders orders = orders()) {
            assertThat(orders.after(0, 100)).extracting(NumberedOrder::order).isEqualTo(placed);
            assertThat(orders.after(0, 100)).extracting(NumberedOrder::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            Order repeated = new Order(
                    "another", List.of("x"), PipelineFolder.NOON, placed.get(2).idempotencyKey());
            assertThat(orders.place(repeated).join()).isEqualTo(new OrderAccepted("order-3"));
            assertThat(orders.place(new Order("new", List.of("größe-7", "x"), PipelineFolder.NOON, null))
                            .join())
                    .isEqualTo(new OrderRefused.DuplicateItems(List.of("größe-7")));
            assertThat(orders.place(PipelineFolder.order(8)).join()).isInstanceOf(OrderAccepted.class);
            assertThat(orders.after(7, 100)).extracting(NumberedOrder::seq).containsExactly(8L);
        }
    }

    @Test
    void keepsTheTraceOfAnOrder() {
        PipelineFolder traced = new PipelineFolder(temp.resolve("traced"));
        Order order = new Order(
                "1",
                List.of("a"),
                PipelineFolder.NOON,
                null,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        traced.whileServing(
                OutboxRetention.keepAll(), orders -> orders.place(order).join());
        importInto(database, traced);
        try (PostgresOrders orders = orders()) {
            assertThat(orders.find("1")).contains(order);
        }
    }

    @Test
    void keepsWhatWasNotified() throws Exception {
        importInto(database);
        try (PostgresProcessedNotifications inbox =
                new PostgresProcessedNotifications(new Database(pool), "test", failure -> {})) {
            NotificationKey open = new NotificationKey("order-6", "item-6");
            assertThat(inbox.processed(Set.of(PipelineFolder.key(1), PipelineFolder.key(5), open))
                            .toCompletableFuture()
                            .get())
                    .containsExactlyInAnyOrder(PipelineFolder.key(1), PipelineFolder.key(5));
        }
    }

    @Test
    void keepsDeadLettersWithTheirHistory() {
        List<DeadLetter> expected;
        try (JournalFolder notifications = JournalFolder.open(folder.notifications(""));
                FileDeadLetters letters = FileDeadLetters.open(notifications, failure -> {})) {
            expected = all(letters);
        }
        importInto(database);
        try (PostgresDeadLetters letters = new PostgresDeadLetters(new Database(pool), failure -> {})) {
            assertThat(all(letters)).isEqualTo(expected).hasSize(2);
        }
    }

    @Test
    void goesOnBehindTheLastDeliveredEvent() {
        importInto(database);
        Database connections = new Database(pool);
        try (Lease lease =
                CheckpointContractTests.leaseOf(new PostgresCheckpoint(connections, "test", Optional.empty()))) {
            Position start = lease.start();
            assertThat(start.seq()).isEqualTo(NOTIFIED);
            try (OutboxCursor events = new PostgresOutbox(connections).after(start)) {
                assertThat(events.next())
                        .extracting(entry -> entry.position().seq())
                        .isEqualTo(NOTIFIED + 1L);
            }
        }
    }

    @Test
    void beginsAtTheFirstEventWhereTheCheckpointIsOfAnotherOutbox() throws Exception {
        try (JournalFolder notifications = JournalFolder.open(folder.notifications(""))) {
            CheckpointContractTests.leaseOf(FileCheckpoint.inProcess(notifications))
                    .save(new Position(3, 12345));
        }
        assertThat(importInto(database).out()).contains("doneSeq=0");
    }

    /** Published events may still wait in the broker: only a relay to that broker continues after them. */
    @Test
    void goesOnBehindWhatWasPublishedForTheSameBrokerOnly() throws IOException {
        PipelineFolder behindKafka = new PipelineFolder(temp.resolve("kafka"));
        behindKafka.fillBehindKafka();
        assertThat(importInto(database, behindKafka, "--pipeline.broker=kafka").out())
                .contains("imported orders=40", "doneSeq=20");
        assertThat(startOfARelay(Optional.of("kafka"))).isEqualTo(20);
        assertThat(startOfARelay(Optional.of("redis"))).isZero();
    }

    @Test
    void beginsAtTheFirstEventWhereABrokerWasGivenUp() throws IOException {
        PipelineFolder behindKafka = new PipelineFolder(temp.resolve("kafka"));
        behindKafka.fillBehindKafka();
        assertThat(importInto(database, behindKafka).out()).contains("imported orders=40", "doneSeq=0");
    }

    private long startOfARelay(Optional<String> broker) {
        try (Lease lease =
                CheckpointContractTests.leaseOf(new PostgresCheckpoint(new Database(pool), "test", broker))) {
            return lease.start().seq();
        }
    }

    @Test
    void leavesFilesThatNoServiceStartsOn() {
        importInto(database);
        for (Path part : List.of(folder.orders(""), folder.notifications(""))) {
            assertThatThrownBy(() -> JournalFolder.open(part))
                    .isInstanceOf(FolderUnusableException.class)
                    .hasMessage(
                            "cannot use %s: its records were imported into %s: start the services with"
                                    + " --pipeline.store=postgres and that database. To go back to these files, which lack everything"
                                    + " added since, delete the file 'retired' in orders/ and in notifications/",
                            part, database.url());
        }
        assertThat(folder.run("verify").out()).contains("retired: its records were imported into ", "no damage");
    }

    @Test
    void retiresTheFolderOfAServiceThatNeverRan() throws IOException {
        PipelineFolder fresh = new PipelineFolder(temp.resolve("fresh"));
        fresh.placeOrders(1);
        assertThat(importInto(database, fresh).code()).isEqualTo(ExitCode.OK);
        assertThatThrownBy(() -> JournalFolder.open(fresh.notifications("")))
                .isInstanceOf(FolderUnusableException.class);
    }

    @Test
    void changesNothingWhenItIsRepeatedWhileServicesGoOn() throws Exception {
        importInto(database);
        try (PostgresOrders orders = orders()) {
            orders.place(PipelineFolder.order(8)).join();
        }
        database.execute("update relay_lease set held_until = now() + interval '1 hour'");
        String before = rows();
        Result repeated = importInto(database);
        assertThat(repeated.code()).isEqualTo(ExitCode.OK);
        assertThat(repeated.out()).contains("all 7 orders were imported before: the database was not changed");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void finishesAnImportThatACrashBrokeOffBehindTheCommit() throws Exception {
        importInto(database);
        try (JournalFolder orders = JournalFolder.openForRepair(folder.orders(""))) {
            orders.retire("broken off");
        }
        assertThat(importInto(database).out()).contains("were imported before");
        assertThatThrownBy(() -> JournalFolder.open(folder.orders(""))).hasMessageContaining("were imported into");
    }

    @Test
    void finishesAnImportThatACrashBrokeOffBeforeTheCommit() throws Exception {
        try (JournalFolder orders = JournalFolder.openForRepair(folder.orders(""))) {
            orders.retire("broken off");
        }
        assertThat(importInto(database).out()).contains("imported orders=7 ");
    }

    @Test
    void refusesADatabaseWithOtherOrders() throws Exception {
        try (PostgresOrders orders = orders()) {
            orders.place(PipelineFolder.order(1)).join();
            orders.place(PipelineFolder.order(3)).join();
        }
        assertRefused(
                "the database holds other orders: the order with seq 2 is missing from the database or differs from the files");
    }

    @Test
    void refusesADatabaseThatLacksTheLastOrder() throws Exception {
        importInto(database);
        database.execute("delete from orders where seq = 7");
        assertRefused("the order with seq 7 is missing from the database or differs from the files");
    }

    @Test
    void refusesADatabaseThatLacksAKey() throws Exception {
        importInto(database);
        database.execute("delete from processed_notifications where order_id = 'order-4'");
        assertRefused("the database lacks notifications that the files record as sent");
    }

    @Test
    void refusesADatabaseThatIsNotEmpty() throws Exception {
        database.execute("insert into processed_notifications values ('1', 'a', true)");
        assertRefused("the database holds no orders, and is not empty");
    }

    @Test
    void refusesADatabaseOnWhichAServiceWorks() throws Exception {
        database.execute("update relay_lease set owner = '42-x', held_until = now() + interval '1 hour'");
        assertRefused("the service 42-x is using the database: stop all services first");
    }

    @Test
    void refusesASecondDatabase() throws Exception {
        importInto(database);
        TestDatabase second = TestServer.database();
        Result result = importInto(second);
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.messages()).contains("these files were imported into " + database.url() + " before");
        assertThat(second.query("select count(*) from orders")).isEqualTo("0");
        TestServer.reuse(second);
    }

    @Test
    void refusesFilesInUse() {
        try (JournalFolder used = JournalFolder.open(folder.notifications(""))) {
            Result result = importInto(database);
            assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(result.messages()).contains(used.view() + " is in use by the process with pid");
        }
    }

    @Test
    void refusesDamagedFiles() throws Exception {
        PipelineFolder.damageLine(folder.orders("orders.json"), 3);
        Result result = importInto(database);
        assertThat(result.code()).isEqualTo(ExitCode.DAMAGE);
        assertThat(result.out()).contains("damaged at byte", "'repair' can help");
        assertNothingHappened();
    }

    @Test
    void leavesEverythingAsItWasWhenTheDatabaseRefusesTheLastRow() throws Exception {
        database.execute("alter table dead_letters add constraint not_here check (cause <> 'refused')");
        try {
            Result result = importInto(database);
            assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(result.messages())
                    .startsWith("the database: ")
                    .contains("not_here")
                    .hasLineCount(1);
            assertNothingHappened();
        } finally {
            database.execute("alter table dead_letters drop constraint not_here");
        }
    }

    @Test
    void createsTheTablesOfANewDatabase() throws Exception {
        TestDatabase fresh = TestServer.emptyDatabase();
        assertThat(importInto(fresh).code()).isEqualTo(ExitCode.OK);
        assertThat(fresh.query("select count(*) from outbox")).isEqualTo("7");
    }

    @Test
    void saysWhatIsWrongWithTheAddress() {
        Result result = folder.run(
                "import",
                "--pipeline.store=postgres",
                "--spring.datasource.url=jdbc:postgresql://localhost:1/x?password=p");
        assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(result.messages())
                .startsWith("spring.datasource.url=jdbc:postgresql://localhost:1 -> check the server and")
                .hasLineCount(1);
        assertThat(result.out()).doesNotContain("password");
    }

    @Test
    void needsADatabase() {
        Result result = folder.run("import");
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.messages()).startsWith("import needs --pipeline.store=postgres");
    }

    private void assertRefused(String reason) throws Exception {
        String before = rows();
        Result result = importInto(database);
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.messages())
                .contains(reason)
                .contains("nothing was changed")
                .hasLineCount(1);
        assertThat(rows()).isEqualTo(before);
    }

    private void assertNothingHappened() throws SQLException {
        assertThat(rows()).isEqualTo("0 0 0 0 0 0");
        JournalFolder.open(folder.orders("")).close();
        JournalFolder.open(folder.notifications("")).close();
    }

    private String rows() throws SQLException {
        return database.query("select concat_ws(' ', (select count(*) from orders), (select count(*) from order_items),"
                + " (select count(*) from processed_notifications), (select count(*) from dead_letters),"
                + " (select count(*) from dead_letter_changes), (select done_seq from relay_lease))");
    }

    private Result importInto(TestDatabase target) {
        return importInto(target, folder);
    }

    private static Result importInto(TestDatabase target, PipelineFolder source, String... options) {
        return source.run(Stream.of(Stream.of("import"), VerifyDatabaseTests.on(target), Stream.of(options))
                .flatMap(Function.identity())
                .toArray(String[]::new));
    }

    private PostgresOrders orders() {
        return new PostgresOrders(new Database(pool), Limits.USUAL, new CommitStatistics(), failure -> {});
    }

    private static List<DeadLetter> all(DeadLetters letters) {
        return letters.page(new LetterFilter(null, null), 0, 100)
                .toCompletableFuture()
                .join()
                .letters();
    }
}
