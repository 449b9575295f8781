package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.FreePorts;
import io.orderpipeline.tools.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RabbitMQ as installed by the Debian package, with separate folders. */
final class RabbitBroker implements Broker {

    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final int port;
    private final int distributionPort;
    private Path folder = Path.of("rabbitmq");

    RabbitBroker(FreePorts freePorts) {
        this.port = freePorts.next();
        this.distributionPort = freePorts.next();
    }

    static boolean isInstalled() {
        return Files.isExecutable(SERVER);
    }

    @Override
    public String name() {
        return "rabbitmq";
    }

    @Override
    public int portFor(String client) {
        return port;
    }

    @Override
    public void prepare(Path prepared, Map<String, Integer> links) throws IOException, InterruptedException {
        if (!isInstalled()) {
            throw new IOException("there is no " + SERVER + ": install the package rabbitmq-server");
        }
        folder = Files.createDirectories(prepared);
        RunningProcess.run(List.of("epmd", "-daemon"), Map.of(), folder.resolve("epmd.log"));
    }

    @Override
    public Program program() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("RABBITMQ_NODENAME", "proof" + port + "@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("logs").toString());
        environment.put("RABBITMQ_LOGS", "-");
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("none").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        return new Program(
                Cluster.BROKER, start -> List.of(SERVER.toString()), environment, "TERM", "Server startup complete");
    }

    @Override
    public List<String> options(int linkPort) {
        return List.of("--spring.rabbitmq.port=" + linkPort);
    }
}
