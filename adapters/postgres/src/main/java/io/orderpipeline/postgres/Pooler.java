package io.orderpipeline.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A pooler between this process and the server, such as PgBouncer, if there is one. In transaction mode it runs each transaction on any of
 * its sessions: what was set or prepared in one is missing in the next. Thread-safe.
 */
final class Pooler {

    private volatile @Nullable Boolean present;

    /** Connections on which the driver prepares nothing if there is a pooler, for callers with their own statements. */
    static DataSource unpreparedBehindPooler(DataSource connections) {
        Pooler pooler = new Pooler();
        return new DelegatingDataSource(connections) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                pooler.keepUnprepared(connection);
                return connection;
            }
        };
    }

    /** Keeps the driver from preparing statements on this connection if there is a pooler. */
    void keepUnprepared(Connection connection) throws SQLException {
        if (isPresent(connection)) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
        }
    }

    /** A pooler tells its clients a process id that is not that of the server process behind it. */
    boolean isPresent(Connection connection) throws SQLException {
        Boolean known = present;
        if (known == null) {
            known = connection.unwrap(PGConnection.class).getBackendPID() != serverProcess(connection);
            present = known;
        }
        return known;
    }

    private static int serverProcess(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet process = statement.executeQuery("select pg_backend_pid()")) {
            process.next();
            return process.getInt(1);
        }
    }
}
