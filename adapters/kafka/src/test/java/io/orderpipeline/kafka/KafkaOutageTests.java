package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import io.orderpipeline.broker.wire.QueuedPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    @Test
    void closesPromptlyWhateverItsClientWouldWaitFor() {
        QueuedPublisher publisher = new QueuedPublisher(
                new KafkaSender(KafkaSettings.sending(broker.client("delivery.timeout.ms", "60000")), broker.topic()));
        publishAll(publisher, List.of(event(1)));
        broker.freeze();
        try {
            CompletableFuture<Void> stage =
                    publisher.publish(new Delivery(event(2))).toCompletableFuture();
            assertThat(CompletableFuture.runAsync(publisher::close)).succeedsWithin(Duration.ofSeconds(10));
            assertThat(stage).isCompletedExceptionally();
        } finally {
            broker.thaw();
        }
    }
}
