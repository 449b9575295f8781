package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.FreePorts;
import io.orderpipeline.tools.process.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A broker without faults, for benchmarks: a process that services connect to directly. Runs until it is closed. */
public final class BrokerServer implements AutoCloseable {

    private static final long START_SECONDS = 120;
    private static final String CLIENT = "services";
    private static final List<String> SERVER_JVM = List.of("-Xms512m", "-Xmx512m");

    private final Party party;
    private final List<String> arguments;

    private BrokerServer(Party party, List<String> arguments) {
        this.party = party;
        this.arguments = arguments;
    }

    /** Whether the broker is installed on this machine; Kafka and Redis come with the project. */
    public static boolean isInstalled(String name) {
        return !name.equals("rabbitmq") || RabbitBroker.isInstalled();
    }

    /**
     * Starts a broker and waits until it is ready.
     *
     * @param name the value of {@code pipeline.broker}
     */
    public static BrokerServer start(String name, Packages packages, Path folder)
            throws IOException, InterruptedException {
        Broker broker = Brokers.named(name, packages, new FreePorts(), SERVER_JVM);
        int port = broker.portFor(CLIENT);
        broker.prepare(Files.createDirectories(folder), Map.of(CLIENT, port));
        Party party = new Party(broker.program(), folder);
        List<String> arguments = Stream.concat(Stream.of("--pipeline.broker=" + name), broker.options(port).stream())
                .toList();
        BrokerServer server = new BrokerServer(party, arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(server::killQuietly));
        party.start();
        if (!Logs.within(START_SECONDS, party::isReady)) {
            String end = Logs.end(party.log());
            server.close();
            throw new IOException(name + " is not ready; its log ends with:\n" + end);
        }
        return server;
    }

    /** The arguments that make services use this broker. */
    public List<String> arguments() {
        return arguments;
    }

    @Override
    public void close() throws IOException {
        party.kill();
    }

    private void killQuietly() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("broker.not_killed problem=" + e.getMessage());
        }
    }
}
