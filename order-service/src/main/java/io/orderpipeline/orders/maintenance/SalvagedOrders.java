package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.SalvagedRecords;
import io.orderpipeline.broker.outbox.file.EventOfOrder;
import io.orderpipeline.orders.storage.file.FileOrders;
import io.orderpipeline.orders.storage.file.OrderEvents;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The orders that can be recovered, by seq: every intact order in orders.json, and between them those whose event is intact in the outbox.
 * Not thread-safe.
 */
final class SalvagedOrders implements AutoCloseable {

    private final Optional<SalvagedRecords> orders;
    private final SalvagedEvents events;

    private @Nullable JournalRecord order;
    private @Nullable JournalRecord event;
    private boolean disagree;

    /**
     * @param outbox   the outbox files to take events from, oldest first; none when they cannot be trusted
     * @param listener told of the parts of orders.json without an intact order
     */
    SalvagedOrders(FolderView folder, List<String> outbox, Consumer<SalvagedRecords.Gap> listener) {
        this.orders = folder.salvage(FileOrders.FILE, listener);
        this.events = new SalvagedEvents(folder, outbox);
        this.order = nextOrder();
        this.event = events.next();
    }

    /** The next order, or null when there is none. */
    @Nullable
    SalvagedOrder next() {
        while (order != null || event != null) {
            if (event == null || (order != null && order.seq() <= event.seq())) {
                return kept();
            }
            SalvagedOrder rebuilt = rebuilt();
            if (rebuilt != null) {
                return rebuilt;
            }
        }
        return null;
    }

    /** Whether any event did not match the order with its seq. */
    boolean disagree() {
        return disagree;
    }

    @Override
    public void close() {
        orders.ifPresent(SalvagedRecords::close);
        events.close();
    }

    private @Nullable SalvagedOrder kept() {
        JournalRecord kept = order;
        if (kept == null) {
            return null;
        }
        byte[] json = kept.json();
        if (event != null && event.seq() == kept.seq()) {
            disagree |= !EventOfOrder.matches(json, 1, json.length - 1, event.json());
            event = events.next();
        }
        order = nextOrder();
        return new SalvagedOrder(kept.seq(), Arrays.copyOfRange(json, 1, json.length - 1), false);
    }

    /** The order rebuilt from the current event; null when this release does not understand the event. */
    private @Nullable SalvagedOrder rebuilt() {
        JournalRecord source = event;
        event = events.next();
        return source == null
                ? null
                : OrderEvents.orderMembers(source.json())
                        .map(members -> new SalvagedOrder(source.seq(), members, true))
                        .orElse(null);
    }

    private @Nullable JournalRecord nextOrder() {
        return orders.map(SalvagedRecords::next).orElse(null);
    }

    /**
     * A recovered order.
     *
     * @param seq     its original seq
     * @param members of its record
     * @param rebuilt whether it comes from its event
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, handed on once, never compared
    record SalvagedOrder(long seq, byte[] members, boolean rebuilt) {}
}
