package io.orderpipeline.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RabbitOutageTests extends BrokerOutageContractTests<RabbitUnderTest> {

    RabbitOutageTests() {
        super(RabbitUnderTest::new);
    }

    @Test
    void isAnOutageWhenNoQueueGetsTheEvent() {
        publishingFailsWith(
                "RabbitMQ: no queue receives what is published to " + broker.bus().exchange());
    }

    @Test
    void isAnOutageWhileAQueueIsFull() {
        makeGroup("group");
        broker.onChannel(channel -> {
            // Exclusive: the server deletes it when this connection ends.
            String full = channel.queueDeclare(
                            "", false, true, true, Map.of("x-max-length", 0, "x-overflow", "reject-publish"))
                    .getQueue();
            channel.queueBind(full, broker.bus().exchange(), "");
            publishingFailsWith("RabbitMQ: not stored");
        });
        publishAll(publisher(), List.of(event(1)));
    }

    private void publishingFailsWith(String reason) {
        assertThat(publisher().publish(new Delivery(event(1))).toCompletableFuture())
                .failsWithin(soon())
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class)
                .withMessage(reason);
    }
}
