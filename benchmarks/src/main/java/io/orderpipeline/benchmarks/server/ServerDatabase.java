package io.orderpipeline.benchmarks.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A database of a {@link DatabaseServer}, whose user needs no password.
 *
 * @param port of the server
 */
public record ServerDatabase(int port, String name) {

    static final String USER = "postgres";

    /** The arguments that make a service store its data there. */
    public List<String> arguments() {
        return List.of(
                "--pipeline.store=postgres",
                "--spring.datasource.url=" + url(),
                "--spring.datasource.username=" + USER);
    }

    /** Runs a query that returns one number. */
    public long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, "");
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }
}
