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
 * The stream of events. It is never trimmed: a trim would drop events that a group has not read.
 *
 * @param connections to the server
 * @param stream      the key of the stream
 * @param takeover    how long a member may be without a sign of life before others take over its events
 */
record RedisBus(LettuceConnectionFactory connections, String stream, Duration takeover) implements Receiver.Connector {

    byte[] key() {
        return stream.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Checks the server when the service starts.
     *
     * @throws Outage                   when Redis is unreachable
     * @throws PropertyRefusedException when it could lose events
     */
    void requireDurabilityAtStart() {
        durabilityProblem().ifPresent(problem -> {
            throw new PropertyRefusedException("pipeline.broker", "redis", problem);
        });
    }

    /**
     * Checks the server before it is used.
     *
     * @throws Outage when Redis is unreachable or could lose events
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
            String reason = RedisFailures.outage(e).reason();
            // The group exists and keeps its position. A server out of memory does not say whether it does, but lets
            // its members read.
            if (!reason.contains("BUSYGROUP") && !reason.contains("OOM")) {
                throw e;
            }
        }
    }
}
