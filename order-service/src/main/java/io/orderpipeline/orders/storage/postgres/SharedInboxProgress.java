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

/**
 * How far orders are, from the inbox that notification services keep in the orders database. Thread-safe.
 *
 * @param hasInbox whether the inbox is certainly here; if not, it is assumed to be once it holds anything
 */
record SharedInboxProgress(Database database, boolean hasInbox) implements OrderProgress {

    private static final Logger log = LoggerFactory.getLogger(SharedInboxProgress.class);

    @Override
    public Optional<Reached> of(Order order) {
        String letter = DeadLetter.idOf(new OrderCreated(order.orderId(), order.itemIds(), order.createdAt()));
        try {
            RecordedOrder recorded = database.read(connection -> RecordedOrder.of(connection, order.orderId(), letter));
            return hasInbox || recorded.inboxIsUsed()
                    ? Optional.of(Reached.of(order, recorded.notified(), recorded::isDead))
                    : Optional.empty();
        } catch (DatabaseException e) {
            // The order is shown even without its progress.
            log.debug("progress.unknown cause={}", LogValue.quoted(e.getMessage()));
            return Optional.empty();
        }
    }
}
