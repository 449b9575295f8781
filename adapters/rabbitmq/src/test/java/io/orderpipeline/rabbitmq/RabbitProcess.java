package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.orderpipeline.broker.wire.FreePort;
import io.orderpipeline.broker.wire.FrozenProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The RabbitMQ that is installed on this machine, as a separate process on free ports. It can be stopped and restarted. */
final class RabbitProcess implements AutoCloseable {

    /** Debian's script; the one on the path insists on running as its own user. */
    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final Path folder;
    private final int port = FreePort.find();
    private final int distributionPort = FreePort.find();
    private @Nullable Process process;

    private RabbitProcess(Path folder) {
        this.folder = folder;
    }

    static boolean isInstalled() {
        return Files.isExecutable(SERVER);
    }

    static RabbitProcess startIn(Path folder) {
        startPortMapper();
        RabbitProcess rabbit = new RabbitProcess(folder);
        rabbit.start();
        return rabbit;
    }

    /** Shared by all Erlang nodes of the machine; it may run already, and keeps running. */
    private static void startPortMapper() {
        try {
            Process mapper = new ProcessBuilder("epmd", "-daemon").inheritIO().start();
            if (!mapper.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("epmd does not return");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        ProcessBuilder builder = new ProcessBuilder(SERVER.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(path("rabbit.out")));
        builder.environment().putAll(environment());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(this::answers);
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_NODENAME", "test" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry("RABBITMQ_MNESIA_BASE", path("mnesia").getPath()),
                Map.entry("RABBITMQ_LOG_BASE", path("log").getPath()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", path("plugins").getPath()),
                Map.entry("RABBITMQ_CONFIG_FILE", path("none").getPath()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"));
    }

    /** Runs a command of the server's own tool. */
    void control(String... command) {
        List<String> words =
                new ArrayList<>(List.of(SERVER.resolveSibling("rabbitmqctl").toString()));
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(path("rabbitmqctl.out")));
        builder.environment().putAll(environment());
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(words + " ended with " + code + ", see " + path("rabbitmqctl.out"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try (Connection connection = connections().newConnection(addresses())) {
            return connection.isOpen();
        } catch (Exception notYet) {
            return false;
        }
    }

    /** It keeps its connections but answers nothing. */
    void freeze() {
        FrozenProcess.freeze(Objects.requireNonNull(process));
    }

    void thaw() {
        FrozenProcess.thaw(Objects.requireNonNull(process));
    }

    /**
     * Shuts down cleanly, as its script does. After a kill, RabbitMQ 3.10 was seen never to elect a leader for a quorum queue created a
     * second before, so the test could not continue.
     */
    void stop() {
        end(ProcessHandle::destroy);
    }

    @Override
    public void close() {
        end(ProcessHandle::destroyForcibly);
    }

    /** A script starts the server as its child. */
    private void end(Consumer<ProcessHandle> way) {
        Process script = Objects.requireNonNull(process);
        List<ProcessHandle> all = script.descendants().toList();
        all.forEach(way);
        all.forEach(each -> each.onExit().join());
        way.accept(script.toHandle());
        script.onExit().join();
    }

    ConnectionFactory connections() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(2_000);
        factory.setRequestedHeartbeat(2);
        return factory;
    }

    List<Address> addresses() {
        return List.of(new Address("127.0.0.1", port));
    }

    int port() {
        return port;
    }

    private File path(String name) {
        return folder.resolve(name).toFile();
    }
}
