package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.postgres.StorableText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads orders back. Thread-safe. */
final class OrderRows {

    private static final String COLUMNS =
            "select seq, order_id, item_ids, (extract(epoch from created_at) * 1000)::bigint,"
                    + " idempotency_key, fingerprint, trace_parent from orders ";

    private OrderRows() {}

    static boolean canHold(Order order) {
        IdempotencyKey key = order.idempotencyKey();
        return StorableText.is(order.orderId())
                && order.itemIds().stream().allMatch(StorableText::is)
                && (key == null || (StorableText.is(key.value()) && StorableText.is(key.fingerprint())));
    }

    static Optional<Order> find(Connection connection, String orderId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS + "where order_id = ?")) {
            statement.setString(1, orderId);
            return read(statement).stream().map(NumberedOrder::order).findFirst();
        }
    }

    static List<NumberedOrder> after(Connection connection, long seq, int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(COLUMNS + "where seq > ? order by seq limit ?")) {
            statement.setLong(1, seq);
            statement.setInt(2, limit);
            return read(statement);
        }
    }

    private static List<NumberedOrder> read(PreparedStatement statement) throws SQLException {
        List<NumberedOrder> orders = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String key = rows.getString(5);
                orders.add(new NumberedOrder(
                        rows.getLong(1),
                        new Order(
                                rows.getString(2),
                                List.of((String[]) rows.getArray(3).getArray()),
                                Instant.ofEpochMilli(rows.getLong(4)),
                                key == null ? null : new IdempotencyKey(key, rows.getString(6)),
                                rows.getString(7))));
            }
        }
        return orders;
    }
}
