package io.orderpipeline.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.QueuedPublisher;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisDurabilityTests {

    private static final Delivery EVENT = new Delivery(new UnknownEvent("{}", "for the test"));

    @Test
    void refusesARedisThatCouldLoseEvents(@TempDir Path folder) {
        try (RedisProcess forgetful = RedisProcess.startIn(
                folder, "--maxmemory-policy", "allkeys-lru", "--no-appendfsync-on-rewrite", "yes")) {
            LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", forgetful.port());
            connections.afterPropertiesSet();
            connections.start();
            try {
                RedisBus unsafe = new RedisBus(connections, "test", Duration.ofSeconds(2));
                assertThatThrownBy(unsafe::requireDurabilityAtStart)
                        .isInstanceOf(PropertyRefusedException.class)
                        .hasMessage("pipeline.broker=redis");
                assertThatThrownBy(unsafe::requireDurability)
                        .isInstanceOf(Outage.class)
                        .hasMessage("Redis has appendfsync=everysec: set it to always in redis.conf;"
                                + " Redis has appendonly=no: set it to yes in redis.conf;"
                                + " Redis has maxmemory-policy=allkeys-lru: set it to noeviction in redis.conf;"
                                + " Redis has no-appendfsync-on-rewrite=yes: set it to no in redis.conf");
            } finally {
                connections.destroy();
            }
        }
    }

    @Test
    void looksAgainAtARedisThatWasAway(@TempDir Path folder) {
        try (RedisUnderTest redis = new RedisUnderTest(folder);
                QueuedPublisher publisher = new QueuedPublisher(redis.connectSender())) {
            assertThat(publisher.publish(EVENT)).succeedsWithin(redis.soon());
            redis.stop();
            publishingFails(publisher, redis.soon());
            redis.startWith("--appendonly", "no");
            await().atMost(redis.soon()).untilAsserted(() -> publishingFails(publisher, redis.soon())
                    .withMessageContaining("Redis has appendonly=no: set it to yes in redis.conf"));
        }
    }

    @Test
    void looksAgainAtARedisWhoseSettingsMayHaveBeenChanged(@TempDir Path folder) {
        try (RedisUnderTest redis = new RedisUnderTest(folder);
                QueuedPublisher publisher = new QueuedPublisher(redis.connectSender())) {
            assertThat(publisher.publish(EVENT)).succeedsWithin(redis.soon());
            redis.set("appendfsync", "everysec");
            await().atMost(redis.soon()).untilAsserted(() -> publishingFails(publisher, redis.soon())
                    .withMessageContaining("Redis has appendfsync=everysec: set it to always in redis.conf"));
            redis.set("appendfsync", "always");
            assertThat(publisher.publish(EVENT)).succeedsWithin(redis.soon());
        }
    }

    private static ThrowableAssertAlternative<?> publishingFails(QueuedPublisher publisher, Duration soon) {
        return assertThat(publisher.publish(EVENT))
                .failsWithin(soon)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class);
    }
}
