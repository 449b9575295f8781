package io.orderpipeline.postgres.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.LeaseLostException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.SharedCheckpointContractTests;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresCheckpointTests extends SharedCheckpointContractTests {

    private static final LeaseTimes SHORT =
            new LeaseTimes(Duration.ofMillis(1_500), Duration.ofMillis(300), Duration.ofMillis(200));
    private static final LeaseTimes HANGING =
            new LeaseTimes(Duration.ofMillis(1_500), Duration.ofMillis(300), Duration.ofDays(1));

    private static final Position HANDLED = new Position(42, 0x9a3f01bc);
    private static final Position PUBLISHED = new Position(50, 7);

    private final TestDatabase database = TestServer.database();
    private final HikariDataSource pool = database.pool();

    @Override
    protected Checkpoint reopened() {
        return owner(UUID.randomUUID().toString());
    }

    @Override
    protected Checkpoint owner(String name) {
        return new PostgresCheckpoint(new Database(pool), name, Optional.empty(), SHORT);
    }

    @Override
    protected Checkpoint ownerThatHangs(String name) {
        return new PostgresCheckpoint(new Database(pool), name, Optional.empty(), HANGING);
    }

    /** By the database's clock, which decides. */
    @Override
    protected void outlastLeases() {
        try {
            database.query("select pg_sleep(2)");
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
    void isAnOutageWhileTheDatabaseIsAway() {
        Lease lease = leaseOf(owner("first"));
        pool.close();
        assertThatThrownBy(lease::start).isInstanceOf(Outage.class);
        assertThatThrownBy(owner("first")::acquire).isInstanceOf(Outage.class);
        lease.close();
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void startsForABrokerWhereAllWasHandledUntilItHasSavedItself() {
        save(Optional.empty(), HANDLED);
        assertThat(startOf(Optional.of("kafka"))).isEqualTo(HANDLED);
        save(Optional.of("kafka"), PUBLISHED);
        assertThat(startOf(Optional.of("kafka"))).isEqualTo(PUBLISHED);
    }

    /** An event that a broker has taken may still be waiting there. */
    @Test
    void takesOverNothingFromABroker() {
        save(Optional.of("kafka"), PUBLISHED);
        assertThat(startOf(Optional.of("redis"))).isEqualTo(Position.START);
        save(Optional.of("kafka"), PUBLISHED);
        assertThat(startOf(Optional.empty())).isEqualTo(Position.START);

        save(Optional.empty(), HANDLED);
        save(Optional.of("kafka"), PUBLISHED);
        assertThat(startOf(Optional.of("redis"))).isEqualTo(HANDLED);
        save(Optional.of("redis"), PUBLISHED);
        assertThat(startOf(Optional.empty())).isEqualTo(HANDLED);
    }

    private Position startOf(Optional<String> broker) {
        try (Lease lease = leaseOf(new PostgresCheckpoint(new Database(pool), "any", broker))) {
            return lease.start();
        }
    }

    private void save(Optional<String> broker, Position position) {
        try (Lease lease = leaseOf(new PostgresCheckpoint(new Database(pool), "any", broker))) {
            lease.save(position);
        }
    }

    @Test
    void savesNothingForAnOwnerWhoseEpochARestoredBackupGaveToAnother() throws SQLException {
        Lease first = leaseOf(owner("first"));
        database.execute("update relay_lease set epoch = epoch - 1, owner = 'earlier', held_until = 'epoch'");
        try (Lease second = leaseOf(owner("second"))) {
            assertThatThrownBy(() -> first.save(HANDLED)).isInstanceOf(LeaseLostException.class);
            first.close();
            second.save(PUBLISHED);
            assertThat(second.start()).isEqualTo(PUBLISHED);
            assertThat(owner("third").acquire()).isInstanceOf(Checkpoint.HeldElsewhere.class);
        }
    }

    /** If this process has the only subscriber, what the holder publishes reaches no subscriber. */
    @Test
    void isAnOutageWhileAProcessWithAnotherBusHasIt() {
        Checkpoint behindKafka = new PostgresCheckpoint(new Database(pool), "first", Optional.of("kafka"), SHORT);
        try (Lease held = leaseOf(behindKafka)) {
            assertThatThrownBy(owner("second")::acquire)
                    .isInstanceOf(Outage.class)
                    .hasMessageContaining(
                            "the process first relays with pipeline.broker=kafka, this one has in-process");
            assertThat(held.isHeld()).isTrue();
        }
        leaseOf(owner("second")).close();
    }

    @Test
    void saysThatItsRowIsMissing() throws SQLException {
        database.execute("delete from relay_lease");
        assertThatThrownBy(owner("first")::acquire)
                .isInstanceOf(Outage.class)
                .hasMessageContaining("the table relay_lease has no row");
    }

    @Test
    void isAcquiredAtOnceWhenTheClockOfTheDatabaseWasSetBack() throws SQLException {
        database.execute("update relay_lease set owner = 'dead', held_until = clock_timestamp() + interval '1 hour'");
        leaseOf(owner("first")).close();
    }

    @Test
    void rejectsAnImpossiblePosition() throws SQLException {
        database.execute("update relay_lease set done_seq = -1");
        try (Lease lease = leaseOf(owner("first"))) {
            assertThatThrownBy(lease::start).isInstanceOf(CheckpointUnreadableException.class);
        }
    }
}
