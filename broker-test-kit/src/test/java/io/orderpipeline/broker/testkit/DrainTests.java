package io.orderpipeline.broker.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.InProcessEventBus;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.InMemoryCheckpoint;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path dataDir;

    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final CommitBell bell = CommitBell.insideOneJvm();
    private final InProcessEventBus bus = new InProcessEventBus();
    private final OutboxRelay relay =
            new OutboxRelay(outbox, bus, new InMemoryCheckpoint(), bell, RelaySettings.defaults());

    @AfterEach
    void stop() {
        relay.stop();
    }

    @Test
    void waitsForOrdersWhoseEventsAreNotInTheOutboxYet() throws InterruptedException {
        bus.subscribe("test", event -> CompletableFuture.completedFuture(null));
        relay.start();
        placeOrders(2);
        commitEvent();
        assertThat(relay.awaitDrained(SOON)).as("the outbox alone").isTrue();
        assertThatThrownBy(() -> drain().await(SHORT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("2 orders", "PT0.02S", "doneSeq=1");
        commitEvent();
        drain().await(SOON);
        assertThat(relay.status().doneSeq()).isEqualTo(2);
    }

    @Test
    void waitsForWhatIsUnderWay() throws InterruptedException {
        CompletableFuture<Void> handled = new CompletableFuture<>();
        bus.subscribe("test", event -> handled);
        relay.start();
        placeOrders(1);
        commitEvent();
        assertThatThrownBy(() -> drain().await(SHORT)).isInstanceOf(AssertionError.class);
        handled.complete(null);
        drain().await(SOON);
    }

    @Test
    void hasNothingToWaitForWithoutOrders() throws InterruptedException {
        drain().await(SHORT);
    }

    private Drain drain() {
        return Drain.of(dataDir, relay);
    }

    private void placeOrders(int count) {
        try (JournalFolder folder = JournalFolder.open(dataDir.resolve("orders"));
                Journal orders = folder.scan("orders.json", Origin.START, RecordVisitor.none())
                        .recover(0)
                        .journal()) {
            for (int i = 1; i <= count; i++) {
                orders.stage(String.format(Locale.ROOT, "\"orderId\":\"%d\"", i).getBytes(UTF_8));
            }
            orders.write();
            orders.force();
        }
    }

    private void commitEvent() {
        outbox.commit(new OrderCreated("1", List.of("a"), Instant.EPOCH));
        bell.ring();
    }
}
