package io.orderpipeline.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void isNotAwayWhenAllConnectionsAreInUse(CapturedOutput output) {
        TestDatabase server = TestServer.database();
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try (HikariDataSource pool = server.pool()) {
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(500);
            Database database = new Database(pool);
            List<Throwable> failures = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> catchThrowable(() -> database.read(DatabaseTests::takeAMoment)), callers))
                    .limit(20)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(failures).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Connection is not available, request timed out after"));
            assertThat(output).doesNotContain("database.away").containsOnlyOnce("database.pool_exhausted");
        } finally {
            callers.shutdown();
            TestServer.reuse(server);
        }
    }

    private static boolean takeAMoment(Connection connection) throws SQLException {
        return execute(connection, "select pg_sleep(0.2)");
    }

    /** When an operator cancels it while a synchronous standby is away, the server only warns. */
    @Test
    void isNotSureOfACommitThatNoStandbyHas() throws Exception {
        try (RestartableServer server = RestartableServer.start();
                HikariDataSource pool = server.database().pool()) {
            server.database().execute("alter system set synchronous_standby_names = 'away'");
            server.database().execute("select pg_reload_conf()");
            Database database = new Database(pool);
            CompletableFuture<Throwable> commits = CompletableFuture.supplyAsync(() -> commitUntilOneFails(database));
            await().atMost(SOON).untilAsserted(() -> {
                server.database()
                        .execute("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'");
                assertThat(commits).isDone();
            });
            assertThat(commits.join())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("canceling wait for synchronous replication")
                    .extracting(failure -> ((DatabaseException) failure).effect())
                    .isEqualTo(DatabaseException.Effect.UNKNOWN);
        }
    }

    private static Throwable commitUntilOneFails(Database database) {
        Throwable failure = null;
        while (failure == null) {
            failure = catchThrowable(() -> database.transact(
                    connection -> execute(connection, "update relay_lease set done_seq = done_seq + 1")));
        }
        return failure;
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
