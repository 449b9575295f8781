package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.ShutdownSignalException;
import io.orderpipeline.broker.bus.Outage;
import org.jspecify.annotations.Nullable;

/** Translates RabbitMQ's exceptions into those of the bus. */
final class RabbitFailures {

    private RabbitFailures() {}

    static Outage outage(Throwable failure) {
        ShutdownSignalException shutdown = shutdown(failure);
        Throwable cause = shutdown == null ? failure : shutdown;
        String message = cause.getMessage();
        return new Outage("RabbitMQ: " + (message == null ? cause.getClass().getSimpleName() : message));
    }

    /** Why the channel or the connection was closed; null if neither was. */
    static @Nullable ShutdownSignalException shutdown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException shutdown) {
                return shutdown;
            }
        }
        return null;
    }
}
