package io.orderpipeline.redis;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.ReadOffset;

/**
 * The stream on one Redis. It is never trimmed: a trim would drop events that no group has read yet.
 *
 * @param connections to the server
 * @param stream      the key of the stream
 * @param takeover    after how long without a sign of life the events of a member go to others
 */
record RedisBus(LettuceConnectionFactory connections, String stream, Duration takeover) implements Receiver.Connector {

    byte[] key() {
        return stream.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Looks at the server when the service starts.
     *
     * @throws Outage                   when Redis is away
     * @throws PropertyRefusedException when it could lose events
     */
    void requireDurabilityAtStart() {
        durabilityProblem().ifPresent(problem -> {
            throw new PropertyRefusedException("pipeline.broker", "redis", problem);
        });
    }

    /**
     * Looks at the server when it is connected to.
     *
     * @throws Outage when Redis is away or could lose events
     */
    void requireDurability() {
        durabilityProblem().ifPresent(problem -> {
            throw new Outage(problem);
        });
    }

    private Optional<String> durabilityProblem() {
        try (RedisConnection connection = connections.getConnection()) {
            return RedisDurability.problem(connection);
        } catch (DataAccessException e) {
            throw RedisFailures.outage(e);
        }
    }

    @Override
    public Receiver connect(String group) {
        requireDurability();
        try {
            RedisConnection connection = connections.getConnection();
            createGroup(connection, group);
            return new RedisReceiver(connection, this, group);
        } catch (DataAccessException e) {
            throw RedisFailures.outage(e);
        }
    }

    private void createGroup(RedisConnection connection, String group) {
        try {
            connection.streamCommands().xGroupCreate(key(), group, ReadOffset.from("0"), true);
        } catch (DataAccessException e) {
            if (!RedisFailures.outage(e).reason().contains("BUSYGROUP")) {
                throw e;
            }
            // It exists, with its position.
        }
    }
}
