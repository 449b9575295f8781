package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Sender;
import io.orderpipeline.broker.wire.WireMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to the exchange. A message counts as taken when RabbitMQ has confirmed it and has not returned it: one that no queue receives
 * is confirmed too, but returned first.
 */
final class RabbitSender implements Sender {

    private static final int PERSISTENT = 2;
    private static final String CONTENT_TYPE = "content-type";

    /** Longer than the publisher waits: by then it has given the message up. */
    private static final Duration LONGEST_CONFIRM = Duration.ofSeconds(31);

    private final RabbitBus bus;
    private final Duration longestConfirm;
    private final AtomicReference<@Nullable Channel> channel = new AtomicReference<>();
    private Confirms confirms = new Confirms();
    private volatile boolean blocked;
    private volatile boolean closed;

    RabbitSender(RabbitBus bus) {
        this(bus, LONGEST_CONFIRM);
    }

    /** @param longestConfirm after which another channel replaces one that has not confirmed a message */
    RabbitSender(RabbitBus bus, Duration longestConfirm) {
        this.bus = bus;
        this.longestConfirm = longestConfirm;
    }

    @Override
    public CompletionStage<Void> send(WireMessage message) {
        try {
            Channel open = openChannel();
            long number = open.getNextPublishSeqNo();
            CompletionStage<Void> taken = confirms.expect(number);
            open.basicPublish(bus.exchange(), WireMessage.TOPIC, true, properties(message, number), message.body());
            return taken;
        } catch (IOException | ShutdownSignalException e) {
            Outage outage = RabbitFailures.outage(e);
            confirms.fail(outage);
            throw outage;
        }
    }

    private Channel openChannel() throws IOException {
        Channel open = channel.get();
        if (open != null && open.isOpen()) {
            if (blocked) {
                throw new Outage("RabbitMQ: publishing is blocked because the server is short of memory or disk");
            }
            if (!confirms.isOverdue(longestConfirm)) {
                return open;
            }
        }
        abort();
        Channel created = newChannel(bus.connect());
        channel.set(created);
        if (closed) {
            // During the connect, which may take long, so that the close did not wait for it.
            abort();
        }
        return created;
    }

    /** A channel is used only once it confirms: on any other, each message would wait in vain for its confirm. */
    private Channel newChannel(Connection connection) throws IOException {
        try {
            blocked = false;
            connection.addBlockedListener(reason -> blocked = true, () -> blocked = false);
            Channel created = connection.createChannel();
            confirms = Confirms.of(created);
            bus.declareExchange(created);
            created.confirmSelect();
            return created;
        } catch (IOException | RuntimeException e) {
            Disconnecting.abort(connection);
            throw e;
        }
    }

    private static AMQP.BasicProperties properties(WireMessage message, long number) {
        Map<String, Object> headers = new HashMap<>(message.headers());
        headers.remove(CONTENT_TYPE);
        return new AMQP.BasicProperties.Builder()
                .contentType(message.headers().get(CONTENT_TYPE))
                .deliveryMode(PERSISTENT)
                .correlationId(Long.toString(number))
                .headers(headers)
                .build();
    }

    @Override
    public void close() {
        closed = true;
        abort();
    }

    private void abort() {
        Channel last = channel.getAndSet(null);
        if (last != null) {
            Disconnecting.abort(last.getConnection());
        }
    }
}
