package io.orderpipeline.postgres.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.DeadLettersContractTests;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresDeadLettersTests extends DeadLettersContractTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.120Z");
    private static final Died DIED = new Died(
            new OrderCreated("1", List.of("a"), NOON), new Failure("unexpected-error", "nul \0", 1, NOON, NOON));

    private final TestDatabase database = TestServer.database();
    private final HikariDataSource pool = database.pool();
    private @Nullable PostgresDeadLetters open;

    @Override
    protected DeadLetters open() {
        if (open != null) {
            open.close();
        }
        open = new PostgresDeadLetters(new Database(pool), failure -> {
            throw failure;
        });
        return open;
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
        pool.close();
        TestServer.reuse(database);
    }

    @Test
    void storesARepeatedChangeOnce() {
        DeadLetters letters = open();
        letters.record(DIED).toCompletableFuture().join();
        letters.record(DIED).toCompletableFuture().join();
        assertThat(letters.find(DIED.id()).toCompletableFuture().join())
                .contains(new DeadLetter(DIED.id(), DIED.event(), List.of(DIED)));
    }

    @Test
    void isAnOutageWhileTheDatabaseIsAway() {
        DeadLetters letters = open();
        pool.close();
        for (var stage : List.of(
                letters.record(DIED),
                letters.find(DIED.id()),
                letters.counts(),
                letters.page(LetterFilter.ALL, 0, 1),
                letters.isOpenFor(DIED.event()))) {
            assertThatThrownBy(() -> stage.toCompletableFuture().join()).hasCauseInstanceOf(Outage.class);
        }
    }
}
