package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.inbox.RecordedOrder;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far orders are, by the inbox that notification services keep in the database of the orders. Thread-safe. */
final class SharedInboxProgress implements OrderProgress {

    private static final Logger log = LoggerFactory.getLogger(SharedInboxProgress.class);

    private final Database database;
    private final boolean hasInbox;

    /** @param hasInbox whether the inbox is certain to be there; otherwise it is when there is something in it */
    SharedInboxProgress(Database database, boolean hasInbox) {
        this.database = database;
        this.hasInbox = hasInbox;
    }

    @Override
    public Optional<Reached> of(Order order) {
        String letter = DeadLetter.idOf(new OrderCreated(order.orderId(), order.itemIds(), order.createdAt()));
        try {
            RecordedOrder recorded = database.read(connection -> RecordedOrder.of(connection, order.orderId(), letter));
            return hasInbox || recorded.inboxIsUsed()
                    ? Optional.of(Reached.of(order, recorded.notified(), recorded::isDead))
                    : Optional.empty();
        } catch (DatabaseException e) {
            // The order itself is shown all the same.
            log.debug("progress.unknown cause={}", LogValue.quoted(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
