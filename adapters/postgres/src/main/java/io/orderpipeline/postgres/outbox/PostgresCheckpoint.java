package io.orderpipeline.postgres.outbox;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.Work;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The relay's progress and its owner, in one row. Leases are measured by the database's clock; an owner gives up its own earlier, by its
 * monotonic clock. Each lease has a higher epoch, and only the owner of the latest epoch saves progress. The owner is compared too, since a
 * restored backup may assign an epoch a second time.
 *
 * <p>Progress belongs to the bus for which it was saved. An event that is done on the bus inside one JVM is handled; one that is done on a
 * broker may still be waiting there. So a relay for another bus starts from the position up to which everything was handled.
 *
 * <p>Thread-safe.
 */
public final class PostgresCheckpoint implements Checkpoint {

    private static final Duration SOONEST_RETRY = Duration.ofMillis(50);
    private static final Duration LATEST_RETRY = Duration.ofSeconds(1);

    private final Database database;
    private final String owner;
    private final @Nullable String broker;
    private final LeaseTimes times;

    /**
     * A checkpoint for one process.
     *
     * @param owner  names this process, for operators; new at every start, since a restarted process is another one
     * @param broker which the relay publishes to; empty when the bus is inside one JVM
     */
    public PostgresCheckpoint(Database database, String owner, Optional<String> broker) {
        this(database, owner, broker, LeaseTimes.USUAL);
    }

    PostgresCheckpoint(Database database, String owner, Optional<String> broker, LeaseTimes times) {
        this.database = database;
        this.owner = owner;
        this.broker = broker.orElse(null);
        this.times = times;
    }

    @Override
    public Ownership acquire() {
        long asked = System.nanoTime();
        Optional<Long> epoch = reach(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                update relay_lease
                   set owner = ?, epoch = epoch + 1, held_until = clock_timestamp() + ? * interval '1 millisecond',
                       broker = ?,
                       handled_seq = case when broker is null then done_seq else handled_seq end,
                       handled_mark = case when broker is null then done_mark else handled_mark end,
                       done_seq = case when broker is null or broker = ? then done_seq else handled_seq end,
                       done_mark = case when broker is null or broker = ? then done_mark else handled_mark end
                 where one and (owner = ? or held_until not between clock_timestamp() and clock_timestamp() + ? * interval '1 millisecond')
                returning epoch\
                """)) {
                update.setString(1, owner);
                update.setLong(2, times.length().toMillis());
                update.setString(3, broker);
                update.setString(4, broker);
                update.setString(5, broker);
                update.setString(6, owner);
                update.setLong(7, times.longestSensible().toMillis());
                try (ResultSet row = update.executeQuery()) {
                    return row.next() ? Optional.of(row.getLong(1)) : Optional.<Long>empty();
                }
            }
        });
        return epoch.<Ownership>map(mine -> new Held(PostgresLease.start(database, owner, mine, times, asked)))
                .orElseGet(this::heldElsewhere);
    }

    private Ownership heldElsewhere() {
        return reach(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                select owner, done_seq, (extract(epoch from held_until - clock_timestamp()) * 1000)::bigint, broker
                  from relay_lease where one\
                """);
                    ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw DatabaseException.refused("the table relay_lease has no row");
                }
                requireSameBus(row.getString(1), row.getString(4));
                return new HeldElsewhere(
                        String.valueOf(row.getString(1)), row.getLong(2), retryIn(Duration.ofMillis(row.getLong(3))));
            }
        });
    }

    /** Only one relay runs at a time, and only its bus gets the events: a subscriber of another bus would wait for them in vain. */
    private void requireSameBus(@Nullable String holder, @Nullable String itsBroker) {
        if (!Objects.equals(broker, itsBroker)) {
            throw new Outage("the process " + holder + " relays with pipeline.broker=" + nameOf(itsBroker)
                    + ", this one has " + nameOf(broker) + ": all services on a database need the same");
        }
    }

    private static String nameOf(@Nullable String broker) {
        return broker == null ? "in-process" : broker;
    }

    /** Never long: the lease may be released early. */
    private static Duration retryIn(Duration left) {
        if (left.compareTo(SOONEST_RETRY) < 0) {
            return SOONEST_RETRY;
        }
        return left.compareTo(LATEST_RETRY) > 0 ? LATEST_RETRY : left;
    }

    private <T> T reach(Work<T> work) {
        try {
            return database.transact(work);
        } catch (DatabaseException e) {
            throw new Outage("the relay's lease cannot be acquired: " + e.getMessage());
        }
    }
}
