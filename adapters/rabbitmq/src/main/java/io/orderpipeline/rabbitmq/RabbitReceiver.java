package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Received;
import io.orderpipeline.broker.wire.Receiver;
import io.orderpipeline.broker.wire.WireMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the consumers of a queue. RabbitMQ sends it messages ahead, up to a limit, and gives them to others when the connection ends. In
 * an outage it keeps them: a message that is given back comes again at once.
 */
final class RabbitReceiver implements Receiver {

    private static final Logger log = LoggerFactory.getLogger(RabbitReceiver.class);

    /** The limit of unacknowledged messages; this many of the largest orders take 200 MB. */
    private static final int AHEAD = 250;

    private static final int LONGEST_CLOSE_MILLIS = 1_000;

    /** RabbitMQ does not report that an exchange was deleted, and its bindings with it. */
    private static final Duration DECLARATION_INTERVAL = Duration.ofSeconds(10);

    private final Connection connection;
    private final Channel channel;
    private final String queue;
    private final Declaration declaration;
    private long nextDeclaration = System.nanoTime();
    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private final DoneTags done = new DoneTags();
    private volatile String cancelled = "";
    private String consumer;
    /** How many messages were parked since the current consumer started. */
    private int parked;

    /** Creates the exchange, the queue and its binding if they are missing. */
    interface Declaration {
        void on(Channel channel) throws IOException;
    }

    /** Starts to consume, and owns the connection. */
    RabbitReceiver(Connection connection, Channel channel, String queue, Declaration declaration) throws IOException {
        this.connection = connection;
        this.channel = channel;
        this.queue = queue;
        this.declaration = declaration;
        declareIfDue();
        channel.basicQos(AHEAD);
        consumer = channel.basicConsume(queue, false, new Arrivals(channel));
    }

    private void declareIfDue() throws IOException {
        if (System.nanoTime() - nextDeclaration >= 0) {
            nextDeclaration = System.nanoTime() + DECLARATION_INTERVAL.toNanos();
            declaration.on(channel);
        }
    }

    /**
     * Parked messages stay unacknowledged and would use up the limit. The limit is for each consumer, so a new one replaces the old one;
     * the channel keeps the old one's messages.
     */
    private void replaceConsumerOfParked() throws IOException {
        if (parked >= AHEAD / 2) {
            parked = 0;
            channel.basicCancel(consumer);
            consumer = channel.basicConsume(queue, false, new Arrivals(channel));
        }
    }

    private final class Arrivals extends DefaultConsumer {

        Arrivals(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            Map<String, String> headers = new HashMap<>();
            if (properties.getHeaders() != null) {
                properties.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
            }
            // Added by the server, such as the number of deliveries.
            headers.keySet().removeIf(name -> name.startsWith("x-"));
            arrived.add(new Message(envelope.getDeliveryTag(), WireMessage.delivery(body, headers)));
        }

        /** The queue was deleted, or its node is down. */
        @Override
        public void handleCancel(String tag) {
            cancelled = "the queue " + queue + " was deleted";
        }
    }

    private final class Message implements Received {

        private final long tag;
        private final Delivery delivery;

        Message(long tag, Delivery delivery) {
            this.tag = tag;
            this.delivery = delivery;
        }

        @Override
        public Delivery delivery() {
            return delivery;
        }

        @Override
        public void acknowledge() {
            done.add(tag);
        }

        @Override
        public void park() {
            parked++;
        }

        @Override
        public boolean isOurs() {
            return channel.isOpen();
        }
    }

    @Override
    public List<Received> receive(boolean more, Duration timeout) {
        try {
            acknowledge();
            if (!cancelled.isEmpty()) {
                throw new Outage("RabbitMQ: " + cancelled);
            }
            if (!channel.isOpen()) {
                throw RabbitFailures.outage(channel.getCloseReason());
            }
            declareIfDue();
            replaceConsumerOfParked();
            return more ? take(timeout) : pause(timeout);
        } catch (IOException | ShutdownSignalException e) {
            throw RabbitFailures.outage(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage("RabbitMQ: interrupted");
        }
    }

    private List<Received> take(Duration timeout) throws InterruptedException {
        List<Received> taken = new ArrayList<>();
        Message first = arrived.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            taken.add(first);
            arrived.drainTo(taken);
        }
        return taken;
    }

    private static List<Received> pause(Duration timeout) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(timeout.toNanos());
        return List.of();
    }

    /** Always empty: the connection ends when heartbeats are missing. */
    @Override
    public String silence() {
        return "";
    }

    private void acknowledge() throws IOException {
        for (DoneTags.Ack ack : done.take()) {
            channel.basicAck(ack.tag(), ack.multiple());
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                acknowledge();
                connection.close(LONGEST_CLOSE_MILLIS);
            }
        } catch (IOException | ShutdownSignalException e) {
            log.warn(
                    "consumer.not_closed queue={} reason={} effect=\"some events are delivered again\"",
                    queue,
                    LogValue.quoted(RabbitFailures.outage(e).reason()));
        } finally {
            connection.abort(LONGEST_CLOSE_MILLIS);
        }
    }
}
