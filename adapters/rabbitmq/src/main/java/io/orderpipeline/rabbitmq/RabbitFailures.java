package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.ShutdownSignalException;
import io.orderpipeline.broker.bus.Outage;
import org.jspecify.annotations.Nullable;

/** What RabbitMQ's failures mean for the bus. */
final class RabbitFailures {

    private RabbitFailures() {}

    static Outage outage(Throwable failure) {
        ShutdownSignalException shutdown = shutdown(failure);
        Throwable cause = shutdown == null ? failure : shutdown;
        String message = cause.getMessage();
        return new Outage("RabbitMQ: " + (message == null ? cause.getClass().getSimpleName() : message));
    }

    /** Why the server has ended the channel or the connection, if it has. */
    static @Nullable ShutdownSignalException shutdown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException shutdown) {
                return shutdown;
            }
        }
        return null;
    }
}
