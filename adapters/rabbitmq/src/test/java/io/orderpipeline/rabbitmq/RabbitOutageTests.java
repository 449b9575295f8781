package io.orderpipeline.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import io.orderpipeline.broker.wire.QueuedPublisher;
import io.orderpipeline.broker.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RabbitOutageTests extends BrokerOutageContractTests<RabbitUnderTest> {

    RabbitOutageTests() {
        super(RabbitUnderTest::new);
    }

    @Test
    void isAnOutageWhenNoQueueGetsTheEvent() {
        publishingFailsWith("RabbitMQ: no queue receives what is published to "
                + broker.bus().exchange());
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

    /** Then a write to it blocks. */
    @Test
    void givesUpAServerThatReadsNothing() {
        makeGroup("group");
        publishAll(publisher(), List.of(event(1)));
        broker.freeze();
        try {
            for (CompletableFuture<Void> stage : publishMoreThanIsBuffered()) {
                assertThat(stage)
                        .failsWithin(soon())
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(Outage.class)
                        .withMessageStartingWith("RabbitMQ: ");
            }
        } finally {
            broker.thaw();
        }
        publishAll(publisher(), List.of(event(2)));
    }

    @Test
    void closesPromptlyWhileTheServerReadsNothing() {
        makeGroup("group");
        QueuedPublisher publisher = newPublisher();
        publishAll(publisher, List.of(event(1)));
        broker.freeze();
        try {
            publishMoreThanIsBuffered();
            assertThat(CompletableFuture.runAsync(publisher::close)).succeedsWithin(Duration.ofSeconds(9));
        } finally {
            broker.thaw();
        }
    }

    private List<CompletableFuture<Void>> publishMoreThanIsBuffered() {
        UnknownEvent large = new UnknownEvent("\"" + "x".repeat(WireMessage.LARGEST) + "\"", "for the test");
        return Stream.generate(() -> publisher().publish(new Delivery(large)).toCompletableFuture())
                .limit(40)
                .toList();
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
