package io.orderpipeline.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisDurabilityTests {

    @Test
    void refusesARedisThatCouldLoseEvents(@TempDir Path folder) {
        try (RedisProcess forgetful = RedisProcess.startIn(folder, "--maxmemory-policy", "allkeys-lru")) {
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
                                + " Redis has maxmemory-policy=allkeys-lru: set it to noeviction in redis.conf");
            } finally {
                connections.destroy();
            }
        }
    }
}
