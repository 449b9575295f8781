package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** The Redis that the tests use, as a process that syncs every write. */
final class RedisBroker implements Broker {

    private static final String BINARY = "redis-server-6.2.6-v5-linux-amd64";

    private final Path jar;
    private final int port;
    private Path folder = Path.of("redis");

    RedisBroker(Path jar, FreePorts freePorts) {
        this.jar = jar;
        this.port = freePorts.next();
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public int portFor(String client) {
        return port;
    }

    @Override
    public void prepare(Path prepared, Map<String, Integer> links) throws IOException {
        folder = Files.createDirectories(prepared);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Files.copy(zip.getInputStream(zip.getEntry(BINARY)), folder.resolve("redis-server"));
        }
        if (!folder.resolve("redis-server").toFile().setExecutable(true)) {
            throw new IOException("redis-server cannot be made executable");
        }
    }

    @Override
    public Program program() {
        List<String> command = List.of(
                folder.resolve("redis-server").toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--dir",
                folder.toString());
        return new Program(Cluster.BROKER, start -> command, Map.of(), "TERM", "Ready to accept connections");
    }

    @Override
    public List<String> options(int linkPort) {
        return List.of("--spring.data.redis.port=" + linkPort);
    }
}
