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
 * Compares the events of an outbox with the orders in the same folder, so that no event of another pipeline is delivered. The order
 * service does the same when it starts, and rewrites wrong events, but a reader may be earlier.
 *
 * <p>A missing or damaged order contradicts nothing; its event is accepted.
 *
 * <p>Not thread-safe.
 */
final class OrderWitness implements AutoCloseable {

    private final FolderView folder;
    private @Nullable JournalReader orders;
    /** The order that was read last; it may be needed again, because its event can arrive later. */
    private @Nullable JournalRecord lastRead;

    OrderWitness(FolderView folder) {
        this.folder = folder;
    }

    /**
     * Checks an event; fast for consecutive seqs.
     *
     * @throws OutboxUnreadableException when the order with its seq is a different one, or the orders cannot be read
     */
    void check(JournalRecord event) {
        if (!contradicts(event)) {
            return;
        }
        // The file of the orders may have been replaced since it was opened.
        close();
        if (contradicts(event)) {
            close();
            throw new OutboxUnreadableException(String.format(
                    Locale.ROOT,
                    "the event with seq %d of the outbox in %s does not match its order in %s",
                    event.seq(),
                    folder,
                    EventOfOrder.ORDERS));
        }
    }

    /**
     * Whether there is an order with this seq.
     *
     * @param seq not lower than in earlier calls
     * @throws OutboxUnreadableException when the orders cannot be read
     */
    boolean hasOrder(long seq) {
        return orderOf(seq) != null;
    }

    /** Events of a later release cannot be compared and are accepted. */
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
