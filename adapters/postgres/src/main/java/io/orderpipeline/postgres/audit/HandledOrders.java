package io.orderpipeline.postgres.audit;

import io.orderpipeline.postgres.outbox.RelayProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the orders the relay counts as handled with the inbox. Keys and letters are committed before the relay's progress, so no
 * snapshot has the progress without them. Runs in the connection's transaction; static and thread-safe.
 */
final class HandledOrders {

    /** One index lookup for each item. An empty inbox proves nothing: the notification services may keep theirs elsewhere. */
    private static final String UNRECORDED = """
        select unrecorded.orders, o.seq, o.order_id
          from (select count(*) as orders, min(h.seq) as first
                  from orders h
                 where h.seq <= ?
                   and exists (select from unnest(h.item_ids) as item (id)
                                where not exists (select from processed_notifications p
                                                   where p.order_id = h.order_id and p.item_id = item.id and p.done))
                   and not exists (select from dead_letters d where d.order_id = h.order_id)
                   and (exists (select from processed_notifications) or exists (select from dead_letters))) as unrecorded
          join orders o on o.seq = unrecorded.first\
        """;

    private HandledOrders() {}

    /** How many handled orders have no record, the first of them, and what to do; empty when all have one. */
    static Optional<String> problem(Connection connection) throws SQLException {
        long handled = RelayProgress.handledSeq(connection);
        try (PreparedStatement select = connection.prepareStatement(UNRECORDED)) {
            select.setLong(1, handled);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(describe(row.getLong(1), row.getLong(2), row.getString(3), handled))
                        : Optional.empty();
            }
        }
    }

    private static String describe(long orders, long first, String orderId, long handled) {
        return String.format(
                Locale.ROOT,
                "%d of the orders up to seq %d, which count as handled, are neither recorded as notified nor dead letters, the first is seq %d, orderId %s: replay {\"dryRun\":false,\"fromSeq\":%d,\"toSeq\":%d}",
                orders,
                handled,
                first,
                orderId,
                first,
                handled);
    }
}
