package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalException;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Holds the events of an outbox against the orders that lie beside it, so that none of another pipeline is given out. The order service
 * does so at its start and writes again what is wrong, but whoever reads may be there earlier.
 *
 * <p>An order that is missing or damaged contradicts nothing: its event was accepted all the same.
 *
 * <p>Not thread-safe.
 */
final class OrderWitness implements AutoCloseable {

    private final FolderView folder;
    private @Nullable JournalReader orders;
    /** The order that was read last; it is asked for again when its event comes later than it. */
    private @Nullable JournalRecord lastRead;

    OrderWitness(FolderView folder) {
        this.folder = folder;
    }

    /**
     * Looks at an event; those of one seq after another are looked at fast.
     *
     * @throws OutboxUnreadableException when the order with its seq is another one, or the orders are out of reach
     */
    void check(JournalRecord event) {
        if (!contradicts(event)) {
            return;
        }
        // Its file may have been exchanged since it was opened.
        close();
        if (contradicts(event)) {
            close();
            throw new OutboxUnreadableException(String.format(
                    Locale.ROOT,
                    "the event with seq %d of the outbox in %s is not that of its order in %s",
                    event.seq(),
                    folder,
                    EventOfOrder.ORDERS));
        }
    }

    /**
     * Whether there is an order with this seq, which is not before one that was asked for.
     *
     * @throws OutboxUnreadableException when the orders are out of reach
     */
    boolean hasOrder(long seq) {
        return orderOf(seq) != null;
    }

    /** An event of a later release cannot be compared. */
    private boolean contradicts(JournalRecord event) {
        JournalRecord order = orderOf(event.seq());
        return order != null
                && !EventOfOrder.matches(order.json(), 1, order.json().length - 1, event.json())
                && EventCodec.decode(event.json()) instanceof OrderCreated;
    }

    private @Nullable JournalRecord orderOf(long seq) {
        try {
            if (orders == null) {
                orders = folder.open(EventOfOrder.ORDERS).orElse(null);
                if (orders == null) {
                    return null;
                }
                orders.seekAfter(seq - 1);
            }
            JournalRecord order = lastRead == null ? orders.next() : lastRead;
            while (order != null && order.seq() < seq) {
                order = orders.next();
            }
            lastRead = order == null ? lastRead : order;
            return order != null && order.seq() == seq ? order : null;
        } catch (JournalDamagedException e) {
            close();
            return null;
        } catch (JournalException | UncheckedIOException e) {
            close();
            throw FileOutbox.unreadable(e);
        }
    }

    @Override
    public void close() {
        if (orders != null) {
            orders.close();
            orders = null;
            lastRead = null;
        }
    }
}
