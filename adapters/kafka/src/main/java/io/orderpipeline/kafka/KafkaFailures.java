package io.orderpipeline.kafka;

import io.orderpipeline.broker.bus.Outage;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Translates Kafka's exceptions into those of the bus. */
final class KafkaFailures {

    private KafkaFailures() {}

    /** For a message that Kafka did not take: its own fault, or an outage. */
    static RuntimeException ofSending(Throwable failure) {
        return failure instanceof RecordTooLargeException
                ? new IllegalArgumentException("too large for Kafka: " + failure.getMessage())
                : outage(failure);
    }

    static Outage outage(Throwable failure) {
        Throwable cause = failure instanceof ExecutionException ? Objects.requireNonNull(failure.getCause()) : failure;
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName().replace("Exception", "");
        return new Outage("Kafka: " + kind + ": " + root.getMessage());
    }
}
