package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import io.orderpipeline.broker.wire.QueuedPublisher;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaOutageTests extends BrokerOutageContractTests<KafkaUnderTest> {

    KafkaOutageTests() {
        super(KafkaUnderTest::new);
    }

    @Test
    void isAnOutageBeforeKafkaIsThere() {
        KafkaTopic nowhere = new KafkaTopic(
                "unused", Map.of("bootstrap.servers", "127.0.0.1:1"), new KafkaBusProperties(true, 1, 0));
        try (QueuedPublisher publisher = new QueuedPublisher(new KafkaSender(
                KafkaSettings.sending(Map.of("bootstrap.servers", "no-such-host.invalid:9092")), nowhere))) {
            assertThat(publisher.publish(new Delivery(event(1))).toCompletableFuture())
                    .failsWithin(soon())
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(Outage.class);
        }
    }
}
