package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventSource;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.BrokerOutageContractTests;
import io.orderpipeline.broker.wire.QueuedPublisher;
import io.orderpipeline.broker.wire.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
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

    /** Its consumer would continue at its offset in the old topic. */
    @Test
    void receivesAllEventsOfATopicThatWasCreatedAgainWhileItPaused() {
        Queue<Event> seen = new ConcurrentLinkedQueue<>();
        AtomicBoolean outage = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        publishAll(publisher(), events(300));
        try (EventSource.Subscription subscription = source().subscribe("group", delivery -> {
            if (outage.get()) {
                refused.incrementAndGet();
                return CompletableFuture.failedStage(new Outage("for the test"));
            }
            return taking(seen).handle(delivery);
        })) {
            assertThat(subscription).isNotNull();
            eventually(() -> assertThat(seen).containsAll(events(300)));
            outage.set(true);
            publishAll(publisher(), List.of(event(300)));
            eventually(() -> assertThat(refused).hasPositiveValue());
            broker.recreateTopic();
            publishAll(newPublisher(), events(1_000, 600));
            outage.set(false);
            eventually(() -> assertThat(seen).containsAll(events(1_000, 600)));
        }
    }

    @Test
    void saysWhichEventsWereDeletedBeforeItReadThem(CapturedOutput output) {
        publishAll(publisher(), events(30));
        eventuallySees("group", newSource(), events(30));
        publishAll(publisher(), events(100, 300));
        broker.deleteMessages();
        publishAll(publisher(), events(1_000, 300));
        eventuallySees("group", newSource(), events(1_000, 300));
        assertThat(output.getAll().lines().filter(line -> line.contains("consumer.events_missed")))
                .hasSize(KafkaUnderTest.PARTITIONS)
                .allSatisfy(line -> assertThat(line)
                        .contains("partition=" + broker.topic().name(), "deleted before they were read"));
    }

    /** As long as an operator lets a request take. */
    @Test
    void waitsForNoRequestWhenItStopsAsking() {
        KafkaTopic patient = new KafkaTopic(
                broker.topic().name(),
                broker.client("request.timeout.ms", "60000", "default.api.timeout.ms", "60000"),
                new KafkaBusProperties(true, KafkaUnderTest.PARTITIONS, 0));
        assertThat(patient.maxBytes()).isPositive();
        Map<String, Object> settings =
                KafkaSettings.receiving(broker.client("session.timeout.ms", "1500", "heartbeat.interval.ms", "500"));
        Receiver receiver = new KafkaReceiver(settings, patient, "group");
        broker.freeze();
        try {
            eventually(() -> {
                receiver.receive(true, Duration.ofMillis(10));
                assertThat(receiver.silence()).isNotEmpty();
            });
            assertThat(CompletableFuture.runAsync(receiver::close)).succeedsWithin(Duration.ofSeconds(9));
            patient.forget();
            assertThat(CompletableFuture.runAsync(patient::maxBytes))
                    .failsWithin(Duration.ofSeconds(9))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(Outage.class)
                    .withMessage("Kafka: no answer within 2 s");
        } finally {
            broker.thaw();
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
