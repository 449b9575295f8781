package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.LogValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database, by its pool of connections. While it cannot be reached, callers are told at once: one of them looks for it from time to
 * time, the others do not wait.
 *
 * <p>Thread-safe. Every method throws a {@link DatabaseException}, and blocks no longer than the pool's timeouts allow.
 */
public final class Database {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

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

    /** Reads with single statements, each of which sees what is committed when it begins. */
    public <T> T read(Work<T> work) {
        return onConnection(work);
    }

    /** Does it in one transaction and commits that; nothing is left of it when the work throws. */
    public <T> T transact(Work<T> work) {
        return onConnection(connection -> {
            connection.setAutoCommit(false);
            if (!sessionsHaveSettings || pooler.isPresent(connection)) {
                setForTransaction(connection);
            }
            T result = work.on(connection);
            commit(connection);
            return result;
        });
    }

    /** What a commit needs must not depend on a session that is not ours alone. */
    private void setForTransaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(transactionSql);
        }
    }

    /** The pool gives up what was not committed. */
    private <T> T onConnection(Work<T> work) {
        Connection connection = connect();
        try {
            // First: the pool may begin transactions by itself, and looking for a pooler would be a part of one.
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
        try {
            Connection connection = pool.getConnection();
            reachability.reached();
            return connection;
        } catch (SQLException e) {
            reachability.missed(DatabaseException.words(e));
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
        try {
            connection.commit();
        } catch (SQLException e) {
            if (isAnswer(e) && !connection.isClosed()) {
                throw e;
            }
            throw DatabaseException.atCommit(e);
        }
    }

    /** An error after which the server goes on with the connection: it has not committed. */
    private static boolean isAnswer(SQLException failure) {
        return failure instanceof PSQLException postgres && postgres.getServerErrorMessage() != null;
    }
}
