package io.orderpipeline.broker.wire;

import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.wire.ConsumerStatus.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PolledSourceTests {

    private final InMemoryBroker broker = new InMemoryBroker(InMemoryBroker.Flaw.NONE);
    private final Consumption consumption = new Consumption();

    @Test
    void receivesAgainAfterAnErrorOfTheClient() {
        AtomicBoolean sick = new AtomicBoolean(true);
        Receiver.Connector connector = group -> {
            if (sick.getAndSet(false)) {
                throw new StackOverflowError("too deep");
            }
            return broker.connect(group);
        };
        try (PolledSource source = new PolledSource(connector, ReceiveSettings.usual(), consumption)) {
            source.subscribe("group", delivery -> CompletableFuture.completedStage(null));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> consumption.status().state() == State.RECEIVING);
        }
    }
}
