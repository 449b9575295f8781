package io.orderpipeline.peer.orders;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores an order and publishes its event in the same transaction. Thread-safe. */
@Service
public class OrderPlacement {

    private static final String ORDER = "insert into orders (order_id, item_ids, created_at) values (?, ?, ?)";
    private static final String ITEMS = "insert into order_items (item_id, order_id) select unnest(?), ?";

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;
    private final boolean publishes;
    private final InstantSource clock = InstantSource.system();

    /**
     * Stores orders in the application's tables.
     *
     * @param publishes whether events are published; without them only the transaction remains
     */
    OrderPlacement(
            JdbcTemplate jdbc, ApplicationEventPublisher events, @Value("${peer.publishes:true}") boolean publishes) {
        this.jdbc = jdbc;
        this.events = events;
        this.publishes = publishes;
    }

    /**
     * Stores an order with its items.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the orderId or an item was ordered before
     */
    @Transactional
    public void place(String orderId, List<String> itemIds) {
        OrderCreated created =
                new OrderCreated(orderId, itemIds, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        jdbc.update(ORDER, statement -> {
            statement.setString(1, orderId);
            setTexts(statement, 2, itemIds);
            statement.setTimestamp(3, Timestamp.from(created.createdAt()));
        });
        jdbc.update(ITEMS, statement -> {
            setTexts(statement, 1, itemIds);
            statement.setString(2, orderId);
        });
        if (publishes) {
            events.publishEvent(created);
        }
    }

    private static void setTexts(PreparedStatement statement, int index, List<String> texts) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
}
