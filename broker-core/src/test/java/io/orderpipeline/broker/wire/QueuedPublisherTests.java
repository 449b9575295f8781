package io.orderpipeline.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QueuedPublisherTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final QueuedPublisher publisher = new QueuedPublisher(new Sender() {
        @Override
        public CompletionStage<Void> send(WireMessage message) {
            asked.countDown();
            return answer;
        }

        @Override
        public void close() {}
    });

    @Test
    void failsAtItsCloseWhatTheSenderHasNotAnswered() throws InterruptedException {
        CompletionStage<Void> published = publisher.publish(event());
        asked.await();
        publisher.close();
        assertThat(published).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(Outage.class);
    }

    @Test
    void failsAtOnceWhatIsPublishedAfterItsClose() {
        publisher.close();
        assertThat(publisher.publish(event()))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(Outage.class);
    }

    @Test
    void tellsWhatTheSenderAnswered() {
        CompletionStage<Void> published = publisher.publish(event());
        answer.complete(null);
        assertThat(published).succeedsWithin(SOON);
        publisher.close();
        assertThat(published).succeedsWithin(Duration.ZERO);
    }

    @Test
    void goesOnAfterAnErrorOfTheSender() {
        AtomicBoolean sick = new AtomicBoolean(true);
        QueuedPublisher recovering = new QueuedPublisher(new Sender() {
            @Override
            public CompletionStage<Void> send(WireMessage message) {
                if (sick.getAndSet(false)) {
                    throw new StackOverflowError("too deep");
                }
                return CompletableFuture.completedStage(null);
            }

            @Override
            public void close() {}
        });
        assertThat(recovering.publish(event()))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(StackOverflowError.class);
        // What is published before the queue has been emptied fails too.
        await().untilAsserted(() -> assertThat(recovering.publish(event())).succeedsWithin(SOON));
        recovering.close();
    }

    private static Delivery event() {
        return new Delivery(new OrderCreated("order", List.of("item"), Instant.EPOCH));
    }
}
