package io.orderpipeline.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import io.orderpipeline.broker.wire.QueuedPublisher;
import io.orderpipeline.broker.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /** The sender creates it again, but the binding went with it. */
    @Test
    void receivesAllThatIsPublishedAfterTheExchangeWasDeleted() {
        makeGroup("group");
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        try (EventSource.Subscription subscription = source().subscribe("group", taking(seen))) {
            assertThat(subscription).isNotNull();
            publishAll(publisher(), events(10));
            broker.onChannel(channel -> channel.exchangeDelete(broker.bus().exchange()));
            publishAll(publisher(), events(100, 10));
            eventually(() -> assertThat(seen).containsAll(events(10)).containsAll(events(100, 10)));
        }
    }

    @Test
    void isAnOutageWhileTheServerIsShortOfMemory() {
        makeGroup("group");
        publishAll(publisher(), List.of(event(1)));
        broker.raiseMemoryAlarm();
        try {
            // The server may read none of the first ones, and answers them when it has memory again.
            eventually(() -> assertThat(publisher().publish(new Delivery(event(2))))
                    .failsWithin(Duration.ofSeconds(1))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(Outage.class)
                    .withMessage("RabbitMQ: publishing is blocked because the server is short of memory or disk"));
        } finally {
            broker.endMemoryAlarm();
        }
        publishAll(publisher(), List.of(event(3)));
    }

    @Test
    void givesUpAChannelThatConfirmsNothing() throws Exception {
        makeGroup("group");
        try (UnconfirmingProxy proxy = broker.proxy();
                RabbitSender sender = new RabbitSender(broker.busBehind(proxy), Duration.ofMillis(500))) {
            CompletableFuture<Void> unconfirmed =
                    sender.send(WireMessage.of(new Delivery(event(1)))).toCompletableFuture();
            proxy.awaitWithheld();
            assertThat(unconfirmed).isNotDone();
            eventually(() -> assertThat(sender.send(WireMessage.of(new Delivery(event(2)))))
                    .succeedsWithin(Duration.ofSeconds(1)));
            assertThat(unconfirmed).isCompletedExceptionally();
        }
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
