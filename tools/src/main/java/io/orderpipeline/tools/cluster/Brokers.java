package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.FreePorts;
import java.io.IOException;
import java.util.List;

/** Makes brokers by their names. */
final class Brokers {

    /** A JVM that is there soon, for one that is killed again and again. */
    static final List<String> QUICK_START = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private Brokers() {}

    /**
     * One that is not prepared yet.
     *
     * @param name       the value of {@code pipeline.broker}
     * @param jvmOptions for one that runs on a JVM
     */
    static Broker named(String name, Packages packages, FreePorts freePorts, List<String> jvmOptions)
            throws IOException {
        return switch (name) {
            case "kafka" -> new KafkaBroker(packages.serverClasspath("kafka"), freePorts, jvmOptions);
            case "rabbitmq" -> new RabbitBroker(freePorts);
            case "redis" -> new RedisBroker(packages.serverJar("redis", "embedded-redis"), freePorts);
            default ->
                throw new IllegalArgumentException("there is no broker " + name + ", but kafka, rabbitmq and redis");
        };
    }
}
