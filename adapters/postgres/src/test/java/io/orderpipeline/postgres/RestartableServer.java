package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A server for one test, which can be killed and restarted on the same port and files. Not thread-safe. */
public final class RestartableServer implements AutoCloseable {

    private final Path data;
    private @Nullable EmbeddedPostgres server;
    private int port;

    private RestartableServer(Path data) {
        this.data = data;
    }

    /** With a database that has the tables of this release. */
    public static RestartableServer start() throws Exception {
        RestartableServer server = new RestartableServer(Files.createTempDirectory("restartable"));
        server.restart();
        try (HikariDataSource pool = server.database().pool()) {
            Schema.configure(Flyway.configure()).dataSource(pool).load().migrate();
        }
        return server;
    }

    public TestDatabase database() {
        return new TestDatabase(port, "postgres", "postgres");
    }

    /** Kills every process of the server, as a power cut would as far as a process can tell. */
    public void kill() throws Exception {
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).get(0)))
                .orElseThrow();
        Stream<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants());
        for (ProcessHandle process : all.toList()) {
            process.destroyForcibly();
            process.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    /** Starts it after {@link #kill}; returns when it accepts connections. */
    public void restart() throws IOException {
        TestServer.quiet();
        release();
        EmbeddedPostgres.Builder builder = TestServer.durable(EmbeddedPostgres.builder())
                .setDataDirectory(data)
                .setCleanDataDirectory(false);
        if (port != 0) {
            builder.setPort(port);
        }
        server = builder.start();
        port = server.getPort();
    }

    private void release() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public void close() throws IOException {
        release();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
