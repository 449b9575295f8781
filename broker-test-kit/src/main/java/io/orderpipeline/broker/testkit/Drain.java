package io.orderpipeline.broker.testkit;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.relay.OutboxRelay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Waits until all orders are delivered, without sleeping or counting. An order is answered before its event is in the outbox, so waiting
 * for the outbox only could end too soon; this class waits for the orders.
 */
public final class Drain {

    private final FolderView orders;
    private final OutboxRelay relay;

    private Drain(FolderView orders, OutboxRelay relay) {
        this.orders = orders;
        this.relay = relay;
    }

    /**
     * Creates a drain for a pipeline whose services share a data folder, in one JVM or two.
     *
     * @param dataDir the value of {@code pipeline.data-dir}
     * @param relay   the notification service's bean
     */
    public static Drain of(Path dataDir, OutboxRelay relay) {
        return new Drain(FolderView.of(dataDir.resolve("orders")), relay);
    }

    /**
     * Returns when every order answered 202 before this call has been notified or is a dead letter.
     *
     * @throws AssertionError if that takes longer than {@code timeout}
     */
    public void await(Duration timeout) throws InterruptedException {
        long last = lastOrder();
        if (!relay.awaitDone(last, timeout)) {
            throw new AssertionError(String.format(
                    Locale.ROOT, "not all of %d orders were delivered within %s: %s", last, timeout, relay.status()));
        }
    }

    /** The last order's seq; its event has the same seq. */
    private long lastOrder() {
        try (JournalReader reader = orders.open("orders.json").orElse(null)) {
            return reader == null ? 0 : reader.lastSeq();
        }
    }
}
