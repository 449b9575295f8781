package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/** The PostgreSQL server that the tests use, as a process. It refuses to run as root, so root runs it as the user nobody. */
final class PostgresServer {

    static final String USER = "orders";
    static final String PASSWORD = "a-secret-word";
    private static final String DATA = "data";
    private static final String BINARIES = "postgres-linux-x86_64.txz";

    private final Path folder;
    private final int port;
    private final Optional<SmallDisk> disk;

    private PostgresServer(Path folder, int port, Optional<SmallDisk> disk) {
        this.folder = folder;
        this.port = port;
        this.disk = disk;
    }

    /**
     * Unpacks the server and creates its data folder, on a small disk if this process may mount one.
     *
     * @param jar with the binaries
     */
    static PostgresServer prepare(Path jar, Path folder, int port) throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve(DATA));
        Path log = folder.resolve("prepare.log");
        PostgresServer server = new PostgresServer(folder, port, SmallDisk.mount(data, log));
        Path packed = folder.resolve(BINARIES);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Files.copy(zip.getInputStream(zip.getEntry(BINARIES)), packed);
        }
        RunningProcess.run(List.of("tar", "-xJf", packed.toString(), "-C", folder.toString()), Map.of(), log);
        Files.delete(packed);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        if (isRoot()) {
            RunningProcess.run(List.of("chown", "-R", "nobody", folder.toString()), Map.of(), log);
        }
        RunningProcess.run(
                unprivileged(
                        server.binary("initdb"),
                        "-D",
                        server.data(),
                        "-U",
                        USER,
                        "--pwfile=" + password,
                        "-A",
                        "scram-sha-256",
                        "-E",
                        "UTF8",
                        "--no-locale"),
                Map.of(),
                log);
        return server;
    }

    /** SIGINT ends it without waiting for its clients. */
    Program program() {
        List<String> command = unprivileged(
                binary("postgres"),
                "-D",
                data(),
                "-p",
                Integer.toString(port),
                "-h",
                "127.0.0.1",
                "-k",
                folder.toString(),
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "track_commit_timestamp=on",
                "-c",
                "max_connections=200",
                // The disk may be small.
                "-c",
                "max_wal_size=64MB");
        return new Program(
                Cluster.DATABASE, start -> command, Map.of(), "INT", "database system is ready to accept connections");
    }

    /** The JDBC URL for a client that connects through this port, with a client name that the database can see. */
    static String url(int port, String client) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?ApplicationName=" + client;
    }

    /** The disk with its data; empty if none could be mounted. */
    Optional<SmallDisk> disk() {
        return disk;
    }

    int port() {
        return port;
    }

    private String binary(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private String data() {
        return folder.resolve(DATA).toString();
    }

    private static List<String> unprivileged(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
