package io.orderpipeline.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class RedisOutageTests extends BrokerOutageContractTests<RedisUnderTest> {

    RedisOutageTests() {
        super(RedisUnderTest::new);
    }

    @Test
    void receivesWhatIsThereAlthoughTheServerIsOutOfMemory() {
        broker.connector().connect("group").close();
        publishAll(publisher(), events(10));
        broker.set("maxmemory", "1");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(seen).containsAll(events(10)));
        } finally {
            broker.set("maxmemory", "0");
        }
    }
}
