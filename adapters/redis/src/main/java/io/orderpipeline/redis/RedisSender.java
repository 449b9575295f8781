package io.orderpipeline.redis;

import io.orderpipeline.broker.wire.Sender;
import io.orderpipeline.broker.wire.WireMessage;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ReactiveRedisConnection;

/**
 * Appends to the stream. Nothing waits for an answer before the next message is sent, and all share one connection, so that their order
 * stays. A message is taken when it is on the disk of a server whose settings say so.
 */
final class RedisSender implements Sender {

    private final RedisBus bus;
    private @Nullable ReactiveRedisConnection connection;
    private volatile boolean trusted;

    RedisSender(RedisBus bus) {
        this.bus = bus;
    }

    @Override
    public CompletionStage<Void> send(WireMessage message) {
        if (!trusted) {
            bus.requireDurability();
            trusted = true;
        }
        try {
            return connected()
                    .streamCommands()
                    .xAdd(StreamEntry.of(bus.stream(), message))
                    .then()
                    .onErrorMap(this::failed)
                    .toFuture();
        } catch (DataAccessException e) {
            throw failed(e);
        }
    }

    /** It may be another server after this, with other settings. */
    private RuntimeException failed(Throwable failure) {
        trusted = false;
        return RedisFailures.outage(failure);
    }

    private synchronized ReactiveRedisConnection connected() {
        if (connection == null) {
            connection = bus.connections().getReactiveConnection();
        }
        return connection;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
