package io.orderpipeline.postgres;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;

/** The PostgreSQL server of a module's tests, started with the first database and stopped with the JVM. Thread-safe. */
public final class TestServer {

    private static final String USER = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final Queue<TestDatabase> UNUSED = new ConcurrentLinkedQueue<>();

    private TestServer() {}

    /** A database with the tables of this release and no rows; given back by {@link #reuse}. */
    public static TestDatabase database() {
        TestDatabase used = UNUSED.poll();
        if (used != null) {
            return used;
        }
        TestDatabase database = emptyDatabase();
        createTables(database);
        return database;
    }

    /** Creates the tables of this release. */
    public static void createTables(TestDatabase database) {
        try (HikariDataSource pool = database.pool()) {
            Schema.configure(Flyway.configure()).dataSource(pool).load().migrate();
        }
    }

    /** Empties a database for the next test; a new one would cost the server a thousand files. */
    public static void reuse(TestDatabase database) {
        try {
            database.execute(
                    "truncate orders, order_items, processed_notifications, dead_letters, dead_letter_changes restart"
                            + " identity; delete from commit_seq; insert into commit_seq default values; delete from"
                            + " relay_lease; insert into relay_lease default values");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        UNUSED.add(database);
    }

    /** A new database without tables. */
    public static TestDatabase emptyDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(Running.SERVER.getPort(), name, USER);
    }

    private static EmbeddedPostgres start() {
        quiet();
        try {
            return durable(EmbeddedPostgres.builder()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void quiet() {
        for (String chatty : List.of("com.zaxxer.hikari", "org.flywaydb", "io.zonky")) {
            ((Logger) LoggerFactory.getLogger(chatty)).setLevel(Level.OFF);
        }
    }

    /** Turns on the durability that zonky turns off by default, and without which the tests would prove nothing. */
    static EmbeddedPostgres.Builder durable(EmbeddedPostgres.Builder builder) {
        return builder.setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200");
    }

    private static final class Running {
        static final EmbeddedPostgres SERVER = start();
    }
}
