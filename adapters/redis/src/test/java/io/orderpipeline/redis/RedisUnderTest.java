package io.orderpipeline.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.orderpipeline.broker.wire.BrokerUnderTest;
import io.orderpipeline.broker.wire.Receiver;
import io.orderpipeline.broker.wire.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Redis with clients that time out early, to keep the tests fast. */
final class RedisUnderTest implements BrokerUnderTest {

    static final Duration TAKEOVER = Duration.ofSeconds(2);

    private final ClientResources resources = ClientResources.builder()
            .reconnectDelay(Delay.exponential(10, 200, TimeUnit.MILLISECONDS, 2))
            .build();
    private final RedisProcess redis;
    private final LettuceConnectionFactory connections;
    private RedisBus bus;

    RedisUnderTest(Path folder) {
        redis = RedisProcess.startIn(folder);
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", redis.port()),
                LettuceClientConfiguration.builder()
                        .clientResources(resources)
                        .clientOptions(ClientOptions.builder()
                                // As in Spring Boot.
                                .timeoutOptions(TimeoutOptions.enabled())
                                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                                .build())
                        .commandTimeout(Duration.ofSeconds(2))
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        bus = unusedBus();
    }

    private RedisBus unusedBus() {
        return new RedisBus(connections, "test." + UUID.randomUUID(), TAKEOVER);
    }

    RedisBus bus() {
        return bus;
    }

    @Override
    public void openTopic() {
        bus = unusedBus();
    }

    @Override
    public Sender connectSender() {
        return new RedisSender(bus);
    }

    @Override
    public Receiver.Connector connector() {
        return bus;
    }

    @Override
    public void sendForeign(byte[] body) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.streamCommands().xAdd(bus.key(), Map.of("data".getBytes(UTF_8), body));
        }
    }

    @Override
    public void stop() {
        redis.kill();
    }

    @Override
    public void start() {
        redis.start();
    }

    /** Starts it like another server, with other settings. */
    void startWith(String... settings) {
        redis.startWith(List.of(settings));
    }

    /** Changes a setting of the running server. */
    void set(String name, String value) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().setConfig(name, value);
        }
    }

    @Override
    public void deleteEvents(String group) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.keyCommands().del(bus.key());
        }
    }

    @Override
    public void freeze() {
        redis.freeze();
    }

    @Override
    public void thaw() {
        redis.thaw();
    }

    @Override
    public void close() {
        connections.destroy();
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        redis.close();
    }
}
