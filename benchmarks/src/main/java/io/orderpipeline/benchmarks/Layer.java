package io.orderpipeline.benchmarks;

import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;

/** A part of the service, identified by class names. */
enum Layer {
    TOMCAT("Tomcat", "org.apache."),
    SPRING("Spring MVC", "org.springframework."),
    METRICS("metrics", "io.micrometer."),
    EDGE("reading and answering orders", "io.orderpipeline.orders.edge.", "io.orderpipeline.orders.placing."),
    STORE(
            "store: index, journal, commit",
            "io.orderpipeline.orders.storage.",
            "io.orderpipeline.broker.journal.",
            "io.orderpipeline.broker.index."),
    DELIVERY("relay, notification, inbox", "io.orderpipeline.broker.", "io.orderpipeline.notifications."),
    LOGGING("log lines", "ch.qos.logback.", "org.slf4j."),
    OTHER("the JDK itself");

    private static final String LOGGING_OF_SPRING = "org.springframework.boot.logging.";

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that is never changed
    private final List<String> prefixes;

    Layer(String title, String... prefixes) {
        this.title = title;
        this.prefixes = List.of(prefixes);
    }

    String title() {
        return title;
    }

    static Layer of(RecordedStackTrace stack) {
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(LOGGING_OF_SPRING)) {
                return LOGGING;
            }
            for (Layer layer : values()) {
                if (layer.prefixes.stream().anyMatch(type::startsWith)) {
                    return layer;
                }
            }
        }
        return OTHER;
    }
}
