package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.FolderUnusableException;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.Position;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersLeftBehindTests {

    private static final int ORDERS = 3;

    @TempDir
    Path orders;

    @TempDir
    Path notifications;

    @Test
    void refusesToLeaveOrdersThatWereNeverDelivered() {
        orders();
        assertThatThrownBy(() -> OrdersLeftBehind.refuse(orders, notifications))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessageContaining("cannot start beside " + orders.resolve(EventOfOrder.ORDERS))
                .hasMessageContaining("undelivered orders");
    }

    @Test
    void refusesToLeaveTheLastUndeliveredOrder() {
        orders();
        delivered(ORDERS - 1);
        assertThatThrownBy(() -> OrdersLeftBehind.refuse(orders, notifications))
                .isInstanceOf(FolderUnusableException.class);
    }

    @Test
    void leavesDeliveredOrders() {
        orders();
        delivered(ORDERS);
        assertThatNoException().isThrownBy(() -> OrdersLeftBehind.refuse(orders, notifications));
    }

    @Test
    void leavesAnEmptyFolder() {
        assertThatNoException().isThrownBy(() -> OrdersLeftBehind.refuse(orders, notifications));
    }

    private void orders() {
        try (OutboxFolder outbox = OutboxFolder.open(orders, OutboxRetention.keepAll());
                Journal journal = outbox.folder()
                        .scan(EventOfOrder.ORDERS, Origin.START, (seq, position, bytes, from, to) -> {})
                        .recover(0)
                        .journal()) {
            for (int number = 1; number <= ORDERS; number++) {
                journal.stage(("\"orderId\":\"order-" + number
                                + "\",\"itemId\":[\"item\"],\"createdAt\":\"1970-01-01T00:00:00.000Z\"")
                        .getBytes(UTF_8));
                outbox.append(new OrderCreated("order-" + number, List.of("item"), Instant.EPOCH));
            }
            journal.write();
            journal.force();
        }
    }

    private void delivered(long seq) {
        try (JournalFolder source = JournalFolder.open(orders);
                JournalFolder locked = JournalFolder.open(notifications);
                OutboxCursor events = new FileOutbox(source.view()).after(seq - 1)) {
            Position position = Objects.requireNonNull(events.next()).position();
            Checkpoint.Held held =
                    (Checkpoint.Held) FileCheckpoint.inProcess(locked).acquire();
            try (Lease lease = held.lease()) {
                lease.save(position);
            }
        }
    }
}
