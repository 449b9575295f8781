package io.orderpipeline.benchmarks.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL server with default settings, including fsync. Thread-safe. */
public final class DatabaseServer implements AutoCloseable {

    private static final String MAINTENANCE = "postgres";

    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres server;
    private final long pid;

    private DatabaseServer(EmbeddedPostgres server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /**
     * Starts a server.
     *
     * @param folder for its files
     */
    public static DatabaseServer start(Path folder) throws IOException {
        // The usual settings for tests would make every commit free.
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start();
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
        return new DatabaseServer(server, pid);
    }

    /** Creates a database without tables. */
    public ServerDatabase newDatabase() throws SQLException {
        String name = "benchmark" + databases.incrementAndGet();
        execute(MAINTENANCE, "create database " + name);
        return new ServerDatabase(server.getPort(), name);
    }

    /** Drops a database, terminating connections to it. */
    public void drop(ServerDatabase database) throws SQLException {
        execute(MAINTENANCE, "drop database " + database.name() + " with (force)");
    }

    /** CPU time since its start, of all its processes. */
    public Duration cpu() {
        try (Stream<ProcessHandle> children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)) {
            return children.map(child -> ProcessorTime.of(child.pid())).reduce(ProcessorTime.of(pid), Duration::plus);
        }
    }

    /** Writes earlier changes to the tables now, not during the next measurement. */
    public void checkpoint() throws SQLException {
        execute(MAINTENANCE, "checkpoint");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection =
                        server.getDatabase(ServerDatabase.USER, database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
