package io.orderpipeline.redis;

import io.orderpipeline.broker.wire.Sender;
import io.orderpipeline.broker.wire.WireMessage;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ReactiveRedisConnection;

/**
 * Appends to the stream. Messages are sent without waiting for answers, all over one connection, which keeps their order. A message counts
 * as taken when it is on the disk of a server with the required settings.
 */
final class RedisSender implements Sender {

    /** How long the server's settings count as seen: they can be changed at runtime, and another server may take its place. */
    private static final Duration TRUST = Duration.ofSeconds(1);

    private final RedisBus bus;
    private @Nullable ReactiveRedisConnection connection;
    private volatile boolean trusted;
    private long seenAt;

    RedisSender(RedisBus bus) {
        this.bus = bus;
    }

    @Override
    public CompletionStage<Void> send(WireMessage message) {
        if (!trusted || System.nanoTime() - seenAt > TRUST.toNanos()) {
            bus.requireDurability();
            trusted = true;
            seenAt = System.nanoTime();
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

    /** The next connection may lead to another server, with other settings. */
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
