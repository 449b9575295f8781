package io.orderpipeline.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.wire.BrokerContractTests;
import io.orderpipeline.broker.wire.Receiver;
import io.orderpipeline.broker.wire.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;

class RedisBusTests extends BrokerContractTests {

    private static final Duration TAKEOVER = Duration.ofSeconds(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static RedisProcess redis;
    private static LettuceConnectionFactory connections;
    private static final ClientResources RESOURCES = ClientResources.builder()
            .reconnectDelay(Delay.exponential(10, 200, TimeUnit.MILLISECONDS, 2))
            .build();

    private final RedisBus bus = new RedisBus(shared(), "test." + UUID.randomUUID(), TAKEOVER);

    private static LettuceConnectionFactory shared() {
        return connections;
    }

    @BeforeAll
    static void start() {
        redis = RedisProcess.startIn(folder);
        connections = connections(redis.port());
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        RESOURCES.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        redis.close();
    }

    private static LettuceConnectionFactory connections(int port) {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", port),
                LettuceClientConfiguration.builder()
                        .clientResources(RESOURCES)
                        .clientOptions(ClientOptions.builder()
                                // As Spring Boot does.
                                .timeoutOptions(TimeoutOptions.enabled())
                                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                                .build())
                        .commandTimeout(Duration.ofSeconds(2))
                        .build());
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    @Override
    protected Sender connectSender() {
        return new RedisSender(bus);
    }

    @Override
    protected Receiver.Connector connector() {
        return bus;
    }

    @Override
    protected void sendForeign(byte[] body) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.streamCommands().xAdd(bus.key(), Map.of("data".getBytes(UTF_8), body));
        }
    }

    @Override
    protected void stopBroker() {
        redis.kill();
    }

    @Override
    protected void startBroker() {
        redis.start();
    }

    @Override
    protected void deleteEvents(String group) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.keyCommands().del(bus.key());
        }
    }

    @Override
    protected void freezeBroker() {
        redis.freeze();
    }

    @Override
    protected void thawBroker() {
        redis.thaw();
    }

    @Test
    @SuppressWarnings("unchecked") // arrays of one generic type, which Spring's methods ask for
    void writesCloudEventsAsFields() {
        publishAll(
                publisher(), List.of(new OrderCreated("123", List.of("itemA"), Instant.parse("2026-11-01T09:30:00Z"))));

        Map<String, String> fields = new HashMap<>();
        try (RedisConnection connection = connections.getConnection()) {
            ByteRecord entry = connection
                    .streamCommands()
                    .xRead(StreamOffset.create(bus.key(), ReadOffset.from("0")))
                    .get(0);
            entry.getValue().forEach((name, value) -> fields.put(new String(name, UTF_8), new String(value, UTF_8)));
        }
        assertThat(fields)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "123",
                        "ce_source", "/order-pipeline/orders",
                        "ce_type", "order.created",
                        "ce_time", "2026-11-01T09:30:00.000Z",
                        "content-type", "application/json",
                        "data",
                                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"123\",\"itemId\":[\"itemA\"],"
                                        + "\"createdAt\":\"2026-11-01T09:30:00.000Z\"}"));
    }

    @Test
    @SuppressWarnings("unchecked") // arrays of one generic type, which Spring's methods ask for
    void takesOverWhatADeadMemberHeld() {
        publishAll(publisher(), List.of(event(1)));
        try (RedisConnection connection = connections.getConnection()) {
            connection.streamCommands().xGroupCreate(bus.key(), "group", ReadOffset.from("0"));
            assertThat(connection
                            .streamCommands()
                            .xReadGroup(
                                    Consumer.from("group", "dead"),
                                    StreamOffset.create(bus.key(), ReadOffset.lastConsumed())))
                    .hasSize(1);
        }
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(seen).containsExactly(event(1)));
        }
    }

    /** Although the event takes longer than a dead member is waited for. */
    @Test
    void takesOverNothingOfAMemberThatLives() {
        publishAll(publisher(), List.of(event(1)));
        Queue<Delivery> held = new ConcurrentLinkedQueue<>();
        Queue<Event> other = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription slow = source().subscribe("group", delivery -> {
            held.add(delivery);
            return new CompletableFuture<>();
        })) {
            assertThat(slow).isNotNull();
            eventually(() -> assertThat(held).hasSize(1));
            try (EventSource.Subscription second = source().subscribe("group", taking(other))) {
                assertThat(second).isNotNull();
                Awaitility.await()
                        .during(TAKEOVER.multipliedBy(2))
                        .atMost(TAKEOVER.multipliedBy(4))
                        .until(() -> other.isEmpty() && held.size() == 1);
            }
        }
    }

    @Test
    void refusesARedisThatCouldLoseEvents(@TempDir Path other) {
        try (RedisProcess forgetful = RedisProcess.startIn(other, "--maxmemory-policy", "allkeys-lru")) {
            LettuceConnectionFactory toForgetful = connections(forgetful.port());
            try {
                RedisBus unsafe = new RedisBus(toForgetful, "test", TAKEOVER);
                assertThatThrownBy(unsafe::requireDurabilityAtStart)
                        .isInstanceOf(PropertyRefusedException.class)
                        .hasMessage("pipeline.broker=redis");
                assertThatThrownBy(unsafe::requireDurability)
                        .isInstanceOf(Outage.class)
                        .hasMessage("Redis has appendfsync=everysec: set it to always in redis.conf;"
                                + " Redis has appendonly=no: set it to yes in redis.conf;"
                                + " Redis has maxmemory-policy=allkeys-lru: set it to noeviction in redis.conf");
            } finally {
                toForgetful.destroy();
            }
        }
    }
}
