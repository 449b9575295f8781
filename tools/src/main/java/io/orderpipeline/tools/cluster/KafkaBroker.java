package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.FreePorts;
import io.orderpipeline.tools.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Kafka, with a listener for each client: clients connect to the address that the broker advertises, and each listener advertises the link
 * of its client.
 */
final class KafkaBroker implements Broker {

    // Fixed, because a random one may begin with a dash, which Kafka's command line would take for an option.
    private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg";

    private final String classpath;
    private final FreePorts freePorts;
    private final List<String> jvmOptions;
    private final Map<String, Integer> ports = new TreeMap<>();
    private Path settings = Path.of("server.properties");

    KafkaBroker(String classpath, FreePorts freePorts, List<String> jvmOptions) {
        this.classpath = classpath;
        this.freePorts = freePorts;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int portFor(String client) {
        return ports.computeIfAbsent(client, unknown -> freePorts.next());
    }

    @Override
    public void prepare(Path folder, Map<String, Integer> links) throws IOException, InterruptedException {
        settings = Files.createDirectories(folder).resolve("server.properties");
        int controller = freePorts.next();
        int inner = freePorts.next();
        Files.writeString(
                settings,
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "controller.listener.names=CONTROLLER",
                        "inter.broker.listener.name=INNER",
                        "listeners=CONTROLLER://127.0.0.1:" + controller + "," + listeners(ports, inner),
                        "advertised.listeners=" + listeners(links, inner),
                        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,INNER:PLAINTEXT,"
                                + links.keySet().stream()
                                        .map(client -> listener(client) + ":PLAINTEXT")
                                        .collect(Collectors.joining(",")),
                        "log.dirs=" + folder.resolve("data"),
                        "offsets.topic.num.partitions=1",
                        "offsets.topic.replication.factor=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        ""));
        RunningProcess.run(
                List.of(
                        Jvm.java(),
                        "-cp",
                        classpath,
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        CLUSTER_ID,
                        "-c",
                        settings.toString()),
                Map.of(),
                folder.resolve("format.log"));
    }

    private static String listeners(Map<String, Integer> ports, int inner) {
        return ports.entrySet().stream()
                .map(entry -> listener(entry.getKey()) + "://127.0.0.1:" + entry.getValue())
                .collect(Collectors.joining(",", "INNER://127.0.0.1:" + inner + ",", ""));
    }

    private static String listener(String client) {
        return client.chars()
                .filter(Character::isLetterOrDigit)
                .map(Character::toUpperCase)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Override
    public Program program() {
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classpath, "kafka.Kafka", settings.toString()));
        return new Program(Cluster.BROKER, start -> command, Map.of(), "TERM", "Kafka Server started");
    }

    @Override
    public List<String> options(int linkPort) {
        return List.of("--spring.kafka.bootstrap-servers=127.0.0.1:" + linkPort);
    }
}
