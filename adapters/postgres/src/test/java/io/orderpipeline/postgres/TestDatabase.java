package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where a test database is.
 *
 * @param port of the server, or of a proxy in front of it
 * @param user who needs no password
 */
public record TestDatabase(int port, String name, String user) {

    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    /** The same database behind a proxy. */
    public TestDatabase at(int otherPort) {
        return new TestDatabase(otherPort, name, user);
    }

    /** Another database on the same server, from which this one can be changed. */
    public TestDatabase maintenance() {
        return new TestDatabase(port, "postgres", user);
    }

    /** A pool as a service has it; the caller closes it. */
    public HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        PoolSettings.applyTo(pool);
        pool.setJdbcUrl(url());
        pool.setUsername(user);
        return pool;
    }

    /** A connection without any of the service's settings, as an operator has it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, "");
    }

    /** Executes statements as an operator. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text. */
    public String query(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }
}
