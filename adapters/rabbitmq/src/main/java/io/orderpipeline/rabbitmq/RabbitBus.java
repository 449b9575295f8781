package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.Receiver;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * The exchange, which copies each event into the queue of every group. The queues are quorum queues: replicated to several nodes, and on
 * disk before they confirm. Thread-safe.
 */
final class RabbitBus implements Receiver.Connector {

    /** The first major version whose quorum queues by default drop a message that came back 20 times. */
    private static final int DROPS_BY_DEFAULT = 4;

    private final ConnectionFactory connections;
    private final List<Address> addresses;
    private final String exchange;
    private final boolean create;

    /**
     * Opens no connection yet.
     *
     * @param connections to the server
     * @param addresses   of its nodes
     * @param exchange    its name; a queue is named after it, with a dot and the name of the group
     * @param create      whether to create what is missing; otherwise it is only checked that exchange and queue exist, for which a user
     *                    needs no permission to configure
     */
    RabbitBus(ConnectionFactory connections, List<Address> addresses, String exchange, boolean create) {
        this.connections = connections;
        Disconnecting.prepare(connections);
        this.addresses = List.copyOf(addresses);
        this.exchange = exchange;
        this.create = create;
    }

    String exchange() {
        return exchange;
    }

    /**
     * Opens a connection.
     *
     * @throws Outage when RabbitMQ is unreachable or refuses it
     */
    Connection connect() {
        try {
            return connections.newConnection(addresses, "order-pipeline");
        } catch (IOException | TimeoutException e) {
            throw RabbitFailures.outage(e);
        }
    }

    String queue(String group) {
        return exchange + "." + group;
    }

    @Override
    public Receiver connect(String group) {
        Connection connection = connect();
        try {
            return new RabbitReceiver(
                    connection, connection.createChannel(), queue(group), channel -> declareQueue(channel, group));
        } catch (IOException | ShutdownSignalException e) {
            Disconnecting.abort(connection);
            throw RabbitFailures.outage(e);
        }
    }

    /**
     * Checks the exchange and the queue of a group when a service starts.
     *
     * @throws Outage                   when RabbitMQ is unreachable, or one of them is missing and is not to be created
     * @throws PropertyRefusedException when one of them exists with other settings than it would be created with
     */
    void requireQueue(String group) {
        Connection connection = connect();
        try {
            declareQueue(connection.createChannel(), group);
        } catch (IOException | ShutdownSignalException e) {
            throw refusal(e, queue(group));
        } finally {
            Disconnecting.abort(connection);
        }
    }

    /**
     * Checks the exchange when a service starts.
     *
     * @throws Outage                   when RabbitMQ is unreachable, or the exchange is missing and is not to be created
     * @throws PropertyRefusedException when it exists with other settings
     */
    void requireExchange() {
        Connection connection = connect();
        try {
            declareExchange(connection.createChannel());
        } catch (IOException | ShutdownSignalException e) {
            throw refusal(e, exchange);
        } finally {
            Disconnecting.abort(connection);
        }
    }

    void declareExchange(Channel channel) throws IOException {
        if (create) {
            channel.exchangeDeclare(exchange, BuiltinExchangeType.FANOUT, true);
        } else {
            channel.exchangeDeclarePassive(exchange);
        }
    }

    private void declareQueue(Channel channel, String group) throws IOException {
        declareExchange(channel);
        if (create) {
            // If the queue exists, this checks its settings.
            channel.queueDeclare(queue(group), true, false, false, arguments(channel.getConnection()));
            channel.queueBind(queue(group), exchange, "");
        } else {
            // Shows neither its settings nor whether it is bound; to publish while no queue is bound is an outage.
            channel.queueDeclarePassive(queue(group));
        }
    }

    private static Map<String, Object> arguments(Connection connection) {
        Map<String, Object> arguments = new HashMap<>(Map.of("x-queue-type", "quorum"));
        String version = Objects.toString(connection.getServerProperties().get("version"), "");
        int dot = version.indexOf('.');
        if (dot > 0 && Integer.parseInt(version, 0, dot, 10) >= DROPS_BY_DEFAULT) {
            arguments.put("x-delivery-limit", -1);
        }
        return arguments;
    }

    private static RuntimeException refusal(Exception failure, String name) {
        ShutdownSignalException shutdown = RabbitFailures.shutdown(failure);
        if (shutdown != null
                && shutdown.getReason() instanceof AMQP.Channel.Close closed
                && closed.getReplyCode() == AMQP.PRECONDITION_FAILED) {
            return new PropertyRefusedException(
                    "pipeline.broker",
                    "rabbitmq",
                    "delete " + name + " on the server once it is empty, or change what created it: "
                            + closed.getReplyText());
        }
        return RabbitFailures.outage(failure);
    }
}
