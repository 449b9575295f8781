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

/** Turns rows of orders into outbox entries. Thread-safe. */
final class EventRows {

    private static final int PAGE_ENTRIES = 500;

    /** A cursor already has the first entry of its next page, so a page needs a second one, however large they are. */
    private static final int LEAST_ENTRIES = 2;

    /** In characters of item ids: a page takes no further order once it has this many. */
    private static final int PAGE_CHARS = 1 << 20;

    /** Rows the driver holds at a time: tens of megabytes of the largest orders. */
    private static final int FETCHED_ROWS = 50;

    private static final String MILLIS = "(extract(epoch from created_at) * 1000)::bigint";

    private EventRows() {}

    /** A page of entries from this seq on, in order. In the connection's transaction. */
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

    /** An orderId is never used again, so it and its time distinguish an order from any other with the same seq. */
    private static Position position(ResultSet row) throws SQLException {
        CRC32C mark = new CRC32C();
        mark.update(row.getString(2).getBytes(UTF_8));
        mark.update(ByteBuffer.allocate(Long.BYTES).putLong(0, row.getLong(3)));
        return new Position(row.getLong(1), (int) mark.getValue());
    }
}
