package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.FreePorts;
import java.io.IOException;
import java.util.List;

/** Creates brokers by name. */
final class Brokers {

    /** Options for a JVM that starts fast, since it is killed again and again. */
    static final List<String> QUICK_START = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private Brokers() {}

    /**
     * A broker that is not prepared yet.
     *
     * @param name       the value of {@code pipeline.broker}
     * @param jvmOptions for a broker that runs on a JVM
     */
    static Broker named(String name, Packages packages, FreePorts freePorts, List<String> jvmOptions)
            throws IOException {
        return switch (name) {
            case "kafka" -> new KafkaBroker(packages.serverClasspath("kafka"), freePorts, jvmOptions);
            case "rabbitmq" -> new RabbitBroker(freePorts);
            case "redis" -> new RedisBroker(packages.serverJar("redis", "embedded-redis"), freePorts);
            default -> throw new IllegalArgumentException("unknown broker " + name + "; use kafka, rabbitmq or redis");
        };
    }
}
