package io.orderpipeline.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.wire.BrokerMembersContractTests;
import io.orderpipeline.broker.wire.Consumption;
import io.orderpipeline.broker.wire.PolledSource;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStreamCommands;
import org.springframework.data.redis.connection.RedisStreamCommands.XClaimOptions;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;

class RedisMembersTests extends BrokerMembersContractTests<RedisUnderTest> {

    RedisMembersTests() {
        super(RedisUnderTest::new);
    }

    @Test
    @SuppressWarnings("unchecked") // arrays of one generic type, as Spring's methods require
    void takesOverWhatADeadMemberHeld() {
        RedisBus bus = broker.bus();
        publishAll(publisher(), List.of(event(1)));
        try (RedisConnection connection = bus.connections().getConnection()) {
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

    /** With an hour between two looks. */
    @Test
    @SuppressWarnings("unchecked") // arrays of one generic type, as Spring's methods require
    void takesOverThousandsThatADeadMemberHeldAtOnce() {
        Duration hour = Duration.ofHours(1);
        RedisBus bus = new RedisBus(broker.bus().connections(), broker.bus().stream(), hour.multipliedBy(5));
        List<Event> events = events(2_000);
        publishAll(publisher(), events);
        try (RedisConnection connection = bus.connections().getConnection()) {
            RedisStreamCommands streams = connection.streamCommands();
            streams.xGroupCreate(bus.key(), "group", ReadOffset.from("0"));
            RecordId[] held = streams
                    .xReadGroup(
                            Consumer.from("group", "dead"),
                            StreamReadOptions.empty().count(events.size()),
                            StreamOffset.create(bus.key(), ReadOffset.lastConsumed()))
                    .stream()
                    .map(ByteRecord::getId)
                    .toArray(RecordId[]::new);
            streams.xClaimJustId(
                    bus.key(),
                    "group",
                    "dead",
                    XClaimOptions.minIdle(Duration.ZERO).ids(held).idle(hour.multipliedBy(6)));
        }
        try (PolledSource next = new PolledSource(bus, QUICK, new Consumption())) {
            eventuallySees("group", next, events);
        }
    }

    /** Others need not wait until it counts as dead. */
    @Test
    void givesUnfinishedEventsToOthersAtOnceWhenItLeaves() {
        RedisBus slowToTakeOver = new RedisBus(broker.bus().connections(), broker.bus().stream(), Duration.ofHours(1));
        publishAll(publisher(), List.of(event(1)));
        Queue<Event> held = new ConcurrentLinkedQueue<>();
        try (PolledSource leaving = new PolledSource(slowToTakeOver, QUICK, new Consumption());
                EventSource.Subscription subscription = leaving.subscribe("group", delivery -> {
                    held.add(delivery.event());
                    return new CompletableFuture<>();
                })) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(held).hasSize(1));
        }
        try (PolledSource next = new PolledSource(slowToTakeOver, QUICK, new Consumption())) {
            eventuallySees("group", next, List.of(event(1)));
        }
    }

    /** Even if the event takes longer than the time after which a member counts as dead. */
    @Test
    void takesOverNothingFromALiveMember() {
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
                        .during(RedisUnderTest.TAKEOVER.multipliedBy(2))
                        .atMost(RedisUnderTest.TAKEOVER.multipliedBy(4))
                        .until(() -> other.isEmpty() && held.size() == 1);
            }
        }
    }
}
