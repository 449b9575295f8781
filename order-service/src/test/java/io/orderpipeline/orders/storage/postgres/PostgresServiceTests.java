package io.orderpipeline.orders.storage.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.file.FileCheckpoint;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.orders.OrderServiceApplication;
import io.orderpipeline.orders.placing.web.RawHttp;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole order service on PostgreSQL: its switch, and what it refuses to start on. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresServiceTests {

    private static final String PASSWORD = "not-to-be-shown";

    @TempDir
    Path folder;

    @Test
    void takesOrdersOnANewDatabase(CapturedOutput output) throws Exception {
        TestDatabase database = TestServer.emptyDatabase();
        try (ConfigurableApplicationContext service = start(on(database))) {
            int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            assertThat(RawHttp.exchange(port, RawHttp.post("{\"itemId\":[\"a\",\"b\"],\"orderId\":\"1\"}"))
                            .status())
                    .isEqualTo(202);
            assertThat(RawHttp.exchange(port, RawHttp.post("{\"itemId\":[\"c\",\"b\",\"a\"]}"))
                            .body())
                    .isEqualTo("{\"error\":\"duplicate item(s): b, a\"}");
            assertThat(RawHttp.exchange(port, "GET /orders/1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .body())
                    .startsWith("{\"orderId\":\"1\",\"itemId\":[\"a\",\"b\"],\"createdAt\":\"");
            assertThat(RawHttp.exchange(port, "GET /orders?orderId=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(database.query("select count(*) from outbox")).isEqualTo("1");
        assertThat(output).contains("(mode=broker+postgres)").doesNotContain("ERROR");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void opensNoConnectionUnlessItIsTheStore() throws Exception {
        try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (ConfigurableApplicationContext service =
                    start("--spring.datasource.url=jdbc:postgresql://localhost:" + database.getLocalPort() + "/x")) {
                assertThat(service.getBeanNamesForType(DataSource.class)).isEmpty();
            }
            database.setSoTimeout(1);
            assertThatThrownBy(database::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                   | spring.datasource.url -> use an address such as jdbc:postgresql:",
                "jdbc:mysql://localhost/x           | spring.datasource.url -> use an address such as jdbc:postgresql:",
                "jdbc:postgresql://localhost:x/y    | spring.datasource.url -> use an address such as jdbc:postgresql:",
                "jdbc:postgresql://u:not-to-be-shown@localhost/x | spring.datasource.url -> give the user as"
                        + " spring.datasource.username and spring.datasource.password",
                "jdbc:postgresql://localhost:1/x?password=not-to-be-shown |"
                        + " spring.datasource.url=jdbc:postgresql://localhost:1 -> check the server and"
                        + " spring.datasource.*: "
            })
    void refusesAnAddressItCannotUse(String url, String line, CapturedOutput output) {
        assertRefused(
                output,
                line,
                "--pipeline.store=postgres",
                "--spring.datasource.url=" + (url == null ? "" : url),
                "--spring.datasource.password=" + PASSWORD,
                "--spring.datasource.hikari.connection-timeout=300");
    }

    @Test
    void refusesTablesOfALaterRelease(CapturedOutput output) throws Exception {
        TestDatabase database = TestServer.database();
        database.execute(
                "insert into order_pipeline_schema_history select 99, '99', 'later', 'SQL', 'V99__later.sql', 0,"
                        + " 'x', now(), 1, true");
        assertRefused(output, "start the release that made version 99 of these tables, or a later one", on(database));
    }

    @Test
    void refusesTablesOfSomethingElse(CapturedOutput output) throws Exception {
        TestDatabase database = TestServer.emptyDatabase();
        database.execute("create table orders (id int)");
        assertRefused(
                output,
                " -> name a schema that no other application uses, with ?currentSchema=... in the URL, or another database",
                on(database));
    }

    @Test
    void refusesAServerThatLosesOrdersInAPowerCut(CapturedOutput output) throws Exception {
        try (EmbeddedPostgres careless = EmbeddedPostgres.start()) {
            TestDatabase lossy = new TestDatabase(careless.getPort(), "postgres", "postgres");
            assertRefused(output, "set fsync=on on this server", on(lossy));
        }
    }

    @Test
    void refusesNewTablesWhereThoseOfThePipelineAreOutOfSight(CapturedOutput output) throws Exception {
        TestDatabase database = TestServer.emptyDatabase();
        TestServer.createTables(database);
        database.execute("create schema " + database.user());
        assertRefused(
                output, " -> the schema public of this database has the tables of an order pipeline", on(database));
        assertThat(database.query("select count(*) from pg_tables where schemaname = '" + database.user() + "'"))
                .isEqualTo("0");
    }

    @Test
    void keepsAPipelineBesideAnotherInASchemaThatIsNamed() throws Exception {
        TestDatabase database = TestServer.emptyDatabase();
        TestServer.createTables(database);
        database.execute("create schema second");
        String[] arguments = on(database);
        arguments[1] += "?currentSchema=second";
        try (ConfigurableApplicationContext service = start(arguments)) {
            int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            assertThat(RawHttp.exchange(port, RawHttp.post("{\"itemId\":[\"a\"]}"))
                            .status())
                    .isEqualTo(202);
        }
        assertThat(database.query(
                        "select (select count(*) from orders) || ' ' || (select count(*) from second.orders)"))
                .isEqualTo("0 1");
    }

    @Test
    void refusesADatabaseInWhichNothingCanBeWritten(CapturedOutput output) throws Exception {
        TestDatabase database = TestServer.emptyDatabase();
        TestServer.createTables(database);
        database.execute("alter database " + database.name() + " set default_transaction_read_only = on");
        assertRefused(output, " -> let the service write: default_transaction_read_only is on", on(database));
    }

    @Test
    void saysWhatTheServerSaidWhenTheTablesCannotBeCreated(CapturedOutput output) throws Exception {
        TestDatabase database = TestServer.emptyDatabase();
        database.execute("do $$ begin if not exists (select from pg_roles where rolname = 'guest') then"
                + " create role guest login; end if; end $$");
        assertRefused(
                output,
                "permission denied for schema public (42501)",
                on(new TestDatabase(database.port(), database.name(), "guest")));
    }

    @Test
    void refusesToLeaveUndeliveredOrdersInFilesBehind(CapturedOutput output) throws Exception {
        placeAnOrderInFiles();
        assertThatThrownBy(() -> start(on(TestServer.emptyDatabase()))).isNotNull();
        assertThat(output)
                .containsOnlyOnce("start refused: cannot start beside "
                        + folder.resolve("orders").resolve("orders.json")
                        + ": it holds undelivered orders, and no database has them. Run 'import'");
    }

    @Test
    void saysThatTheDatabaseLacksOrdersThatWereDeliveredFromFiles(CapturedOutput output) throws Exception {
        placeAnOrderInFiles();
        try (JournalFolder notifications = JournalFolder.open(folder.resolve("notifications"));
                OutboxCursor outbox = new FileOutbox(FolderView.of(folder.resolve("orders"))).after(0)) {
            OutboxEntry placed = requireNonNull(outbox.next());
            ((Checkpoint.Held) FileCheckpoint.inProcess(notifications).acquire())
                    .lease()
                    .save(placed.position());
        }
        start(on(TestServer.emptyDatabase())).close();
        assertThat(output)
                .containsOnlyOnce(
                        "files.left_behind file=" + folder.resolve("orders").resolve("orders.json"));
    }

    private void placeAnOrderInFiles() throws Exception {
        try (ConfigurableApplicationContext service = start()) {
            int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            assertThat(RawHttp.exchange(port, RawHttp.post("{\"itemId\":[\"a\"]}"))
                            .status())
                    .isEqualTo(202);
        }
    }

    @Test
    void startsBesideFilesWithoutOrders() {
        start().close();
        start(on(TestServer.emptyDatabase())).close();
        assertThat(folder.resolve("orders").resolve("orders.json")).exists();
    }

    private void assertRefused(CapturedOutput output, String line, String... arguments) {
        assertThatThrownBy(() -> start(arguments)).isNotNull();
        assertThat(output.getAll().lines().filter(text -> text.contains("ERROR") || text.contains("WARN")))
                .singleElement()
                .asString()
                .contains("start refused: ")
                .contains(line);
        assertThat(output).doesNotContain("\tat ").doesNotContain(PASSWORD);
    }

    private ConfigurableApplicationContext start(String... further) {
        List<String> arguments = new ArrayList<>(
                List.of("--server.port=0", "--pipeline.management.orders-port=0", "--pipeline.data-dir=" + folder));
        arguments.addAll(List.of(further));
        return SpringApplication.run(OrderServiceApplication.class, arguments.toArray(String[]::new));
    }

    private static String[] on(TestDatabase database) {
        return new String[] {
            "--pipeline.store=postgres",
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.user()
        };
    }
}
