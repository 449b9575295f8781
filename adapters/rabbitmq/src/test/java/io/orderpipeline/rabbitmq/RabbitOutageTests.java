package io.orderpipeline.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import org.junit.jupiter.api.Test;

class RabbitOutageTests extends BrokerOutageContractTests<RabbitUnderTest> {

    RabbitOutageTests() {
        super(RabbitUnderTest::new);
    }

    @Test
    void isAnOutageWhenNoQueueGetsTheEvent() {
        assertThat(publisher().publish(new Delivery(event(1))).toCompletableFuture())
                .failsWithin(soon())
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class)
                .withMessage("RabbitMQ: no queue gets what is published to "
                        + broker.bus().exchange());
    }
}
