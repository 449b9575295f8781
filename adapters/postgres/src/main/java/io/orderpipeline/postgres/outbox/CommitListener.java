package io.orderpipeline.postgres.outbox;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings a bell when any order service has committed orders; there is one notification for each batch. A notification may be lost, for
 * example with a broken connection, or never arrive, as behind some poolers; therefore the bell also polls.
 */
public final class CommitListener implements AutoCloseable {

    /** The longest the relay waits when no notification arrives. */
    public static final Duration SAFETY_NET = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(CommitListener.class);

    private static final int LISTEN_MILLIS = 500;
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);
    private static final int LONGEST_CHECK_SECONDS = 3;
    private static final long RETRY_PAUSE_MILLIS = 1_000;

    private final Database database;
    private final CommitBell bell;
    private final Duration checkInterval;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private CommitListener(Database database, CommitBell bell, Duration checkInterval) {
        this.database = database;
        this.bell = bell;
        this.checkInterval = checkInterval;
        this.thread = new Thread(this::run, "commit-listener");
    }

    /** Starts to listen, on a connection that it keeps. */
    public static CommitListener start(Database database, CommitBell bell) {
        return start(database, bell, CHECK_INTERVAL);
    }

    static CommitListener start(Database database, CommitBell bell, Duration checkInterval) {
        CommitListener listener = new CommitListener(database, bell, checkInterval);
        listener.thread.setDaemon(true);
        listener.thread.start();
        return listener;
    }

    private void run() {
        do {
            try {
                database.read(this::listen);
            } catch (DatabaseException e) {
                log.debug("commits.unheard cause={}", LogValue.quoted(e.getMessage()));
            }
        } while (!awaitClose(RETRY_PAUSE_MILLIS));
    }

    private boolean listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen order_pipeline");
            bell.ring();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            long lastCheck = System.nanoTime();
            while (!awaitClose(0)) {
                PGNotification[] heard = postgres.getNotifications(LISTEN_MILLIS);
                if (heard != null && heard.length > 0) {
                    bell.ring();
                }
                if (System.nanoTime() - lastCheck > checkInterval.toNanos()) {
                    requireAnswer(connection);
                    lastCheck = System.nanoTime();
                }
            }
            return statement.execute("unlisten order_pipeline");
        }
    }

    /** A connection that a load balancer has dropped looks as if there were no commits. */
    private static void requireAnswer(Connection connection) throws SQLException {
        if (!connection.isValid(LONGEST_CHECK_SECONDS)) {
            throw new SQLException("no answer within " + LONGEST_CHECK_SECONDS + " s");
        }
    }

    private boolean awaitClose(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Returns the connection to the pool, within a second. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
