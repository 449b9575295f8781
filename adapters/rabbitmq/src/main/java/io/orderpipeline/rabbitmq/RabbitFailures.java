package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderpipeline.broker.bus.Outage;
import org.jspecify.annotations.Nullable;

/** Translates RabbitMQ's exceptions into those of the bus. */
final class RabbitFailures {

    private RabbitFailures() {}

    static Outage outage(Throwable failure) {
        ShutdownSignalException shutdown = shutdown(failure);
        String message = shutdown == null ? failure.getMessage() : words(shutdown);
        return new Outage("RabbitMQ: " + (message == null ? failure.getClass().getSimpleName() : message));
    }

    /** The server's words if it closed the channel or the connection: they name what is missing or forbidden. */
    private static @Nullable String words(ShutdownSignalException shutdown) {
        if (shutdown.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyText();
        }
        return shutdown.getReason() instanceof AMQP.Connection.Close close
                ? close.getReplyText()
                : shutdown.getMessage();
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
