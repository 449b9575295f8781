package io.orderpipeline.postgres.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.TraceHeaders;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Makes outbox entries of the rows of orders. Thread-safe. */
final class EventRows {

    private static final int PAGE_ENTRIES = 500;

    /** Of a cursor that goes on, the first is the one it has: a page has another, however large they are. */
    private static final int LEAST_ENTRIES = 2;

    /** In characters of ids: a page takes no further order once it has so many, however large orders are. */
    private static final int PAGE_CHARS = 1 << 20;

    /** Rows the driver holds at a time: of the largest orders, still some tens of megabytes. */
    private static final int FETCHED_ROWS = 50;

    private static final String MILLIS = "(extract(epoch from created_at) * 1000)::bigint";

    private EventRows() {}

    /** Entries with this seq, if there is one, and with higher ones, in order; of the connection's transaction. */
    static List<OutboxEntry> from(Connection connection, long seq) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select seq, order_id, " + MILLIS
                + ", item_ids, trace_parent from orders where seq >= ? order by seq limit " + PAGE_ENTRIES)) {
            select.setFetchSize(FETCHED_ROWS);
            select.setLong(1, seq);
            try (ResultSet rows = select.executeQuery()) {
                List<OutboxEntry> page = new ArrayList<>();
                int chars = 0;
                while ((page.size() < LEAST_ENTRIES || chars < PAGE_CHARS) && rows.next()) {
                    List<String> itemIds = List.of((String[]) rows.getArray(4).getArray());
                    chars += itemIds.stream().mapToInt(String::length).sum();
                    page.add(new OutboxEntry(
                            position(rows),
                            new OrderCreated(rows.getString(2), itemIds, Instant.ofEpochMilli(rows.getLong(3))),
                            TraceHeaders.parent(rows.getString(5))));
                }
                return page;
            }
        }
    }

    /** The position of the entry with this seq, if there is one. */
    static Optional<Position> positionAt(Connection connection, long seq) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select seq, order_id, " + MILLIS + " from orders where seq = ?")) {
            select.setLong(1, seq);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(position(rows)) : Optional.empty();
            }
        }
    }

    /** An orderId is unique for ever, so that it and its time tell an order from any other of the same seq. */
    private static Position position(ResultSet row) throws SQLException {
        CRC32C mark = new CRC32C();
        mark.update(row.getString(2).getBytes(UTF_8));
        mark.update(ByteBuffer.allocate(Long.BYTES).putLong(0, row.getLong(3)));
        return new Position(row.getLong(1), (int) mark.getValue());
    }
}
