package io.orderpipeline.postgres.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/**
 * What the inbox knows of one order.
 *
 * @param inboxIsUsed whether the inbox holds anything at all: it may be empty because the notification services keep theirs elsewhere
 * @param notified    the items that were notified
 * @param isDead      whether the order's event is a dead letter that waits for an operator or was discarded
 */
public record RecordedOrder(boolean inboxIsUsed, Set<String> notified, boolean isDead) {

    private static final String RECORDED = """
        select exists (select from processed_notifications) or exists (select from dead_letters),
               array(select item_id from processed_notifications where order_id = ? and done),
               exists (select from dead_letters where id = ? and state <> 'REDELIVERED')\
        """;

    public RecordedOrder {
        notified = Set.copyOf(notified);
    }

    /**
     * Reads it in one statement.
     *
     * @param orderId  of an order in the database, so that a row can hold it
     * @param letterId the id of its event's dead letter
     */
    public static RecordedOrder of(Connection connection, String orderId, String letterId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RECORDED)) {
            select.setString(1, orderId);
            select.setString(2, letterId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new RecordedOrder(
                        row.getBoolean(1), Set.of((String[]) row.getArray(2).getArray()), row.getBoolean(3));
            }
        }
    }
}
