package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.LogValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database behind a connection pool. While it is unreachable, calls fail at once, except that from time to time one of them tries to
 * connect.
 *
 * <p>Thread-safe. Every method throws a {@link DatabaseException} on failure, and blocks no longer than the pool's timeouts allow.
 */
public final class Database {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private static final String READ_COMMITTED = "set transaction isolation level read committed; ";
    private static final String SNAPSHOT = "set transaction isolation level repeatable read, read only; ";

    private static final Duration PROBE_PAUSE = Duration.ofMillis(500);

    private final HikariDataSource pool;
    private final boolean sessionsHaveSettings;
    private final String transactionSql;
    private final Pooler pooler = new Pooler();
    private final Reachability reachability = new Reachability(PROBE_PAUSE);

    private Database(HikariDataSource pool, SessionSettings settings) {
        this.pool = pool;
        this.sessionsHaveSettings = settings.areSetBy(pool);
        this.transactionSql = settings.transactionSql();
    }

    /** @param pool with the settings of {@link PoolSettings#applyTo} */
    public Database(HikariDataSource pool) {
        this(pool, SessionSettings.OF_A_SERVICE);
    }

    /**
     * For a command, whose statements may take minutes.
     *
     * @param pool with the settings of {@link PoolSettings#applyToCommand}
     */
    public static Database ofCommand(HikariDataSource pool) {
        return new Database(pool, SessionSettings.OF_A_COMMAND);
    }

    /** Runs single statements, each of which sees what was committed before it began. */
    public <T> T read(Work<T> work) {
        return onConnection(work);
    }

    /** Runs the work in one transaction and commits it; nothing remains of it if the work throws. */
    public <T> T transact(Work<T> work) {
        return onConnection(connection -> {
            connection.setAutoCommit(false);
            if (!hasSettings(connection)) {
                execute(connection, READ_COMMITTED + transactionSql);
            }
            T result = work.on(connection);
            commit(connection);
            return result;
        });
    }

    /** Runs the work in one read-only transaction, whose statements all see the same state. */
    public <T> T readSnapshot(Work<T> work) {
        return onConnection(connection -> {
            connection.setAutoCommit(false);
            // The isolation comes before any query, and the settings are set by one.
            execute(connection, hasSettings(connection) ? SNAPSHOT : SNAPSHOT + transactionSql);
            return work.on(connection);
        });
    }

    /** What a commit relies on must not depend on the settings of a shared session. */
    private boolean hasSettings(Connection connection) throws SQLException {
        return sessionsHaveSettings && !pooler.isPresent(connection);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The pool rolls back what was not committed. */
    private <T> T onConnection(Work<T> work) {
        Connection connection = connect();
        try {
            // First, because a pool with autocommit off would make the check for a pooler part of a transaction.
            connection.setAutoCommit(true);
            pooler.keepUnprepared(connection);
            return work.on(connection);
        } catch (SQLException e) {
            throw DatabaseException.beforeCommit(e);
        } finally {
            giveBack(connection);
        }
    }

    private Connection connect() {
        reachability.requireOrProbe();
        long began = System.nanoTime();
        try {
            Connection connection = pool.getConnection();
            reachability.reached();
            return connection;
        } catch (SQLException e) {
            reachability.missed(DatabaseException.words(e), began);
            throw DatabaseException.beforeCommit(e);
        }
    }

    /** A failure here says nothing about what was committed before. */
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("connection.lost cause={}", LogValue.quoted(DatabaseException.words(e)));
        }
    }

    private static void commit(Connection connection) throws SQLException {
        // What a statement or the connecting itself warned of says nothing about the commit.
        connection.clearWarnings();
        try {
            connection.commit();
        } catch (SQLException e) {
            if (isAnswer(e) && !connection.isClosed()) {
                throw e;
            }
            throw DatabaseException.atCommit(e);
        }
        // Its wait for a synchronous standby was cancelled: it is committed on this server, and lost in a failover.
        SQLWarning warning = connection.getWarnings();
        if (warning != null) {
            throw DatabaseException.atCommit(warning);
        }
    }

    /** Whether the server reported the error: then it has not committed, if the connection is still open. */
    private static boolean isAnswer(SQLException failure) {
        return failure instanceof PSQLException postgres && postgres.getServerErrorMessage() != null;
    }
}
