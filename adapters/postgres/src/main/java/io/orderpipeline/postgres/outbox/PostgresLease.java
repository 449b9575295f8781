package io.orderpipeline.postgres.outbox;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.LeaseLostException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.Work;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One epoch of the row {@code relay_lease}. A dedicated thread renews it until it is closed or lost. */
final class PostgresLease implements Lease {

    private static final Logger log = LoggerFactory.getLogger(PostgresLease.class);

    private final Database database;
    private final String owner;
    private final long epoch;
    private final LeaseTimes times;
    private final CountDownLatch over = new CountDownLatch(1);

    /** In terms of {@link System#nanoTime}. */
    private volatile long heldUntil;

    private PostgresLease(Database database, String owner, long epoch, LeaseTimes times, long askedAt) {
        this.database = database;
        this.owner = owner;
        this.epoch = epoch;
        this.times = times;
        this.heldUntil = end(askedAt);
    }

    /** @param askedAt when the lease was requested, which is before it began by the database's clock */
    static PostgresLease start(Database database, String owner, long epoch, LeaseTimes times, long askedAt) {
        PostgresLease lease = new PostgresLease(database, owner, epoch, times, askedAt);
        Thread thread = new Thread(lease::renewUntilOver, "relay-lease");
        thread.setDaemon(true);
        thread.start();
        return lease;
    }

    private long end(long askedAt) {
        return askedAt + times.length().minus(times.margin()).toNanos();
    }

    private void renewUntilOver() {
        try {
            while (!over.await(times.renewalPause().toMillis(), TimeUnit.MILLISECONDS)) {
                renew();
            }
        } catch (InterruptedException e) {
            // Only this class has the thread: without it the lease expires.
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        long askedAt = System.nanoTime();
        try {
            if (!isHeld()
                    || !update(
                            "held_until = clock_timestamp() + ? * interval '1 millisecond'",
                            times.length().toMillis())) {
                lose();
            } else {
                heldUntil = end(askedAt);
            }
        } catch (DatabaseException e) {
            log.debug("lease.not_prolonged epoch={} cause={}", epoch, LogValue.quoted(e.getMessage()));
        }
    }

    private void lose() {
        over.countDown();
    }

    @Override
    public Position start() {
        return reach(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select done_seq, done_mark from relay_lease where one");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new Position(row.getLong(1), row.getInt(2));
            } catch (IllegalArgumentException e) {
                throw new CheckpointUnreadableException("relay_lease holds no position: " + e.getMessage());
            }
        });
    }

    @Override
    public void save(Position position) {
        boolean saved = reach(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update relay_lease set done_seq = ?, done_mark = ? where one and epoch = ? and owner = ?")) {
                update.setLong(1, position.seq());
                update.setInt(2, position.mark());
                update.setLong(3, epoch);
                update.setString(4, owner);
                return update.executeUpdate() == 1;
            }
        });
        if (!saved) {
            lose();
            throw new LeaseLostException("the relay's lease " + epoch + " was taken over");
        }
    }

    @Override
    public boolean isHeld() {
        if (heldUntil - System.nanoTime() <= 0) {
            lose();
        }
        return over.getCount() > 0;
    }

    @Override
    public void close() {
        lose();
        try {
            update("held_until = clock_timestamp() - ? * interval '1 millisecond'", 1);
        } catch (DatabaseException e) {
            log.debug("lease.not_given_back epoch={} cause={}", epoch, LogValue.quoted(e.getMessage()));
        }
    }

    /** False when another owner has taken over. */
    private boolean update(String assignment, long millis) {
        return database.transact(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update relay_lease set " + assignment + " where one and epoch = ? and owner = ?")) {
                update.setLong(1, millis);
                update.setLong(2, epoch);
                update.setString(3, owner);
                return update.executeUpdate() == 1;
            }
        });
    }

    private <T> T reach(Work<T> work) {
        try {
            return database.transact(work);
        } catch (DatabaseException e) {
            throw new Outage("the relay's progress cannot be reached: " + e.getMessage());
        }
    }
}
