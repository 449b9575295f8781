package io.orderpipeline.kafka;

import io.orderpipeline.broker.wire.FreePort;
import io.orderpipeline.broker.wire.FrozenProcess;
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
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A separate Kafka process on a free port: one broker, which is also the controller. It can be killed and restarted. */
final class KafkaProcess implements AutoCloseable {

    private final Path folder;
    private final Path configuration;
    private final int port = FreePort.find();
    private @Nullable Process process;

    private KafkaProcess(Path folder) throws IOException {
        this.folder = folder;
        int controller = FreePort.find();
        configuration = Files.write(
                folder.resolve("server.properties"),
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "controller.listener.names=CONTROLLER",
                        "listeners=PLAINTEXT://" + address() + ",CONTROLLER://127.0.0.1:" + controller,
                        "advertised.listeners=PLAINTEXT://" + address(),
                        "log.dirs=" + folder.resolve("log"),
                        "offsets.topic.num.partitions=1",
                        "offsets.topic.replication.factor=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "group.initial.rebalance.delay.ms=0",
                        "group.min.session.timeout.ms=1000",
                        // A killed broker can register again only when its previous session has expired.
                        "broker.session.timeout.ms=2000",
                        "broker.heartbeat.interval.ms=500",
                        "auto.create.topics.enable=false"));
    }

    static KafkaProcess startIn(Path folder) {
        try {
            KafkaProcess kafka = new KafkaProcess(folder);
            String cluster = Uuid.randomUuid().toString();
            // In this JVM, which saves starting another.
            int code = StorageTool.execute(
                    new String[] {"format", "-t", cluster, "-c", kafka.configuration.toString()}, System.out);
            if (code != 0) {
                throw new IllegalStateException("Kafka's storage could not be formatted, see above");
            }
            kafka.start();
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        try {
            process = java("kafka.Kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInSameThread()
                .ignoreExceptions()
                .untilAsserted(this::requireAnswer);
    }

    private void requireAnswer() throws Exception {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_000))) {
            admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
        }
    }

    /** It keeps its connections but answers nothing. */
    void freeze() {
        FrozenProcess.freeze(Objects.requireNonNull(process));
    }

    void thaw() {
        FrozenProcess.thaw(Objects.requireNonNull(process));
    }

    /** Ends the process abruptly, as a crash would. */
    void kill() {
        Objects.requireNonNull(process).destroyForcibly().onExit().join();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
    }

    private Process java(String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                mainClass));
        command.addAll(List.of(arguments));
        command.add(configuration.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("kafka.out").toFile()))
                .start();
    }
}
