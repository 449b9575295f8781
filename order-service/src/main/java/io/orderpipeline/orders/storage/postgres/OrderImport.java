package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.RowCopy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports orders from another store as rows with the same seqs. Works in the connection's transaction; thread-safe. */
final class OrderImport {

    private static final int PAGE = 1_000;

    private static final String TARGET =
            "orders (seq, order_id, item_ids, created_at, idempotency_key, fingerprint, trace_parent)";

    private static final String ITEMS = """
        insert into order_items (item_id, seq)
        select item.id, o.seq from orders o cross join unnest(o.item_ids) as item (id)\
        """;

    private static final String ITEMS_DIFFER = """
        select (select count(*) from order_items) <> (select coalesce(sum(cardinality(item_ids)), 0) from orders)
            or exists (select from orders o cross join unnest(o.item_ids) as item (id)
                        where not exists (select from order_items i where i.item_id = item.id and i.seq = o.seq))\
        """;

    private OrderImport() {}

    /** Inserts the orders into the empty table. */
    static long copyOrders(Connection connection, Stream<NumberedOrder> orders) throws SQLException {
        return RowCopy.into(connection, TARGET, orders, OrderImport::columns);
    }

    /** Inserts the items of all orders into the empty table. */
    static long copyItems(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(ITEMS);
        }
    }

    /**
     * The first order that the table lacks or holds differently.
     *
     * @param floor orders up to this seq were moved elsewhere and are not compared
     */
    static Optional<String> difference(Connection connection, long floor, Stream<NumberedOrder> orders)
            throws SQLException {
        try (orders) {
            Queue<NumberedOrder> stored = new ArrayDeque<>();
            Iterator<NumberedOrder> expected =
                    orders.filter(order -> order.seq() > floor).iterator();
            while (expected.hasNext()) {
                NumberedOrder next = expected.next();
                if (stored.isEmpty()) {
                    stored.addAll(OrderRows.after(connection, next.seq() - 1, PAGE));
                }
                if (!next.equals(stored.poll())) {
                    return Optional.of("the order with seq " + next.seq()
                            + " is missing from the database or differs from the files");
                }
            }
            return Optional.empty();
        }
    }

    /** Whether order_items holds anything other than exactly the items of all orders. */
    static boolean itemsDiffer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ITEMS_DIFFER)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<@Nullable String> columns(NumberedOrder numbered) {
        Order order = numbered.order();
        if (!OrderRows.canHold(order)) {
            throw DatabaseException.refused(
                    "the order with seq " + numbered.seq() + " has NUL or half of a surrogate pair in an id");
        }
        IdempotencyKey key = order.idempotencyKey();
        return Arrays.asList(
                Long.toString(numbered.seq()),
                order.orderId(),
                ArrayLiteral.of(order.itemIds()),
                order.createdAt().toString(),
                key == null ? null : key.value(),
                key == null ? null : key.fingerprint(),
                order.traceParent());
    }
}
