package io.orderpipeline.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.wire.BrokerDeliveryContractTests;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.PendingMessagesSummary;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;

class RedisDeliveryTests extends BrokerDeliveryContractTests<RedisUnderTest> {

    RedisDeliveryTests() {
        super(RedisUnderTest::new);
    }

    @Test
    @SuppressWarnings("unchecked") // arrays of one generic type, as Spring's methods require
    void writesCloudEventsAsFields() {
        publishAll(
                publisher(), List.of(new OrderCreated("123", List.of("itemA"), Instant.parse("2026-11-01T09:30:00Z"))));

        RedisBus bus = broker.bus();
        Map<String, String> fields = new HashMap<>();
        try (RedisConnection connection = bus.connections().getConnection()) {
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

    /** An unacknowledged event would come again, but not soon enough to be seen here. */
    @Override
    protected void seesNothingLeft() {
        RedisBus bus = broker.bus();
        try (RedisConnection connection = bus.connections().getConnection()) {
            eventually(() -> assertThat(connection.streamCommands().xPending(bus.key(), "group"))
                    .returns(0L, PendingMessagesSummary::getTotalPendingMessages));
        }
        super.seesNothingLeft();
    }
}
