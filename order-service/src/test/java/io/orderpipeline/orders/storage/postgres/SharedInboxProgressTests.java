package io.orderpipeline.orders.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.orders.placing.OrderProgress.Reached;
import io.orderpipeline.orders.placing.OrderProgress.State;
import io.orderpipeline.orders.placing.RecordedProgressContractTests;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import io.orderpipeline.postgres.inbox.PostgresDeadLetters;
import io.orderpipeline.postgres.inbox.PostgresProcessedNotifications;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedInboxProgressTests extends RecordedProgressContractTests {

    private static final Order ORDER = new Order("1", List.of("a", "b"), Instant.EPOCH, null);

    private final TestDatabase database = TestServer.database();
    private final HikariDataSource pool = database.pool();
    private final PostgresProcessedNotifications processed =
            new PostgresProcessedNotifications(new Database(pool), "here", SharedInboxProgressTests::unexpected);
    private final PostgresDeadLetters letters =
            new PostgresDeadLetters(new Database(pool), SharedInboxProgressTests::unexpected);
    private final OrderProgress behindABroker = new SharedInboxProgress(new Database(pool), false);

    @AfterEach
    void close() {
        processed.close();
        letters.close();
        pool.close();
        TestServer.reuse(database);
    }

    @Override
    protected OrderProgress progress() {
        return new SharedInboxProgress(new Database(pool), true);
    }

    @Override
    protected ProcessedNotifications processed() {
        return processed;
    }

    @Override
    protected DeadLetters letters() {
        return letters;
    }

    @Test
    void behindABrokerItTellsNothingWhileTheInboxMayBeElsewhere() {
        assertThat(behindABroker.of(ORDER)).isEmpty();
    }

    @Test
    void behindABrokerItTellsAllOnceAnyOrderIsNotified() {
        notifyOf("another", List.of("z"));
        assertThat(behindABroker.of(ORDER)).contains(new Reached(List.of(), State.ACCEPTED));
        notifyOf("1", List.of("a", "b"));
        assertThat(behindABroker.of(ORDER)).contains(new Reached(List.of("a", "b"), State.NOTIFIED));
    }

    @Test
    void behindABrokerItTellsOfAnOrderThatDiedAsTheFirst() {
        die(ORDER);
        assertThat(behindABroker.of(ORDER)).contains(new Reached(List.of(), State.DEAD));
    }

    @Test
    void tellsNothingWhileTheDatabaseIsAway() {
        OrderProgress progress = progress();
        pool.close();
        assertThat(progress.of(ORDER)).isEmpty();
    }

    private static void unexpected(RuntimeException failure) {
        throw failure;
    }
}
