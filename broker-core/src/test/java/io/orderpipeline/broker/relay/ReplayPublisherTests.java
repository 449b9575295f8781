package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.TraceHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReplayPublisherTests {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void handsAnEventOverInATraceOfItsOwnThatNamesTheFirstOne() {
        List<Delivery> published = new ArrayList<>();
        ReplayPublisher publisher = new ReplayPublisher(
                delivery -> {
                    published.add(delivery);
                    return CompletableFuture.completedFuture(null);
                },
                ReplayPreview.ofEventsOnly(),
                false);
        Delivery first = new Delivery(
                new OrderCreated("1", List.of("a"), Instant.EPOCH),
                TraceHeaders.parent(TRACE),
                Instant.ofEpochSecond(7),
                () -> {});
        publisher.publish(first).toCompletableFuture().join();
        assertThat(published)
                .containsExactly(
                        new Delivery(first.event(), TraceHeaders.link(TRACE), first.committedAt(), first.onParked()));
    }
}
