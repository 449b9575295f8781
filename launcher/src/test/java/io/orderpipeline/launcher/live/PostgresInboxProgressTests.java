package io.orderpipeline.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import io.orderpipeline.postgres.inbox.PostgresDeadLetters;
import io.orderpipeline.postgres.inbox.PostgresProcessedNotifications;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresInboxProgressTests extends InboxProgressContractTests {

    private final TestDatabase database = TestServer.database();
    private final HikariDataSource pool = database.pool();
    private final PostgresProcessedNotifications processed =
            new PostgresProcessedNotifications(new Database(pool), "here", PostgresInboxProgressTests::unexpected);
    private final PostgresDeadLetters letters =
            new PostgresDeadLetters(new Database(pool), PostgresInboxProgressTests::unexpected);

    @AfterEach
    void close() {
        processed.close();
        letters.close();
        pool.close();
        TestServer.reuse(database);
    }

    @Test
    void isUnknownWhileTheDatabaseIsDown() {
        OrderProgress progress = progress();
        pool.close();
        assertThat(progress.of(new Order("1", List.of("a"), Instant.EPOCH, null)))
                .isEmpty();
    }

    @Override
    protected ProcessedNotifications processed() {
        return processed;
    }

    @Override
    protected DeadLetters letters() {
        return letters;
    }

    private static void unexpected(RuntimeException failure) {
        throw failure;
    }
}
