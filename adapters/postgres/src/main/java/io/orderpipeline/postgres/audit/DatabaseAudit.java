package io.orderpipeline.postgres.audit;

import io.orderpipeline.postgres.Work;
import io.orderpipeline.postgres.inbox.LetterAudit;
import io.orderpipeline.postgres.outbox.RelayProgress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Checks every table, also while services run; changes nothing. To be run on a snapshot. Thread-safe. */
public final class DatabaseAudit implements Work<List<TableFindings>> {

    private static final String ORDERS =
            "select format('rows=%s lastSeq=%s', count(*), coalesce(max(seq), 0)) from orders";

    private static final String GAP = """
        select format('seq %s is missing', expected)
          from (select seq, (select c.seq from commit_seq c) + row_number() over (order by seq) as expected
                  from orders) as numbered
         where seq <> expected order by seq limit 1\
        """;

    private static final String ITEMS = "select format('rows=%s', count(*)) from order_items";

    private static final String MISSING_ITEM = """
        select format('item %s of the order with seq %s is missing', item.id, o.seq)
          from orders o cross join unnest(o.item_ids) as item (id)
         where not exists (select from order_items i where i.item_id = item.id and i.seq = o.seq) limit 1\
        """;

    /** Items stay when their orders are moved elsewhere. */
    private static final String FOREIGN_ITEM = """
        select format('item %s belongs to no order with seq %s', i.item_id, i.seq)
          from order_items i
         where i.seq > (select c.seq from commit_seq c)
           and not exists (select from orders o where o.seq = i.seq and i.item_id = any(o.item_ids)) limit 1\
        """;

    private static final String LEASE = """
        select format('doneSeq=%s waiting=%s', done_seq, greatest(0, (select max(seq) from orders) - done_seq))
          from relay_lease\
        """;

    private static final String KEYS = """
        select format('rows=%s claimed=%s', count(*), count(*) filter (where not done)) from processed_notifications\
        """;

    private static final String FOREIGN_KEY = """
        select format('key %s::%s belongs to no order', p.order_id, p.item_id)
          from processed_notifications p
          left join order_items i using (item_id)
          left join orders o on o.seq = i.seq and o.order_id = p.order_id
         where o.seq is null and coalesce(i.seq > (select c.seq from commit_seq c), true) limit 1\
        """;

    private static final String LETTERS = """
        select format('rows=%s open=%s', count(*), count(*) filter (where state = 'DEAD')) from dead_letters\
        """;

    @Override
    public List<TableFindings> on(Connection connection) throws SQLException {
        Optional<String> unrecorded = HandledOrders.problem(connection);
        return List.of(
                new TableFindings("orders", text(connection, ORDERS).orElse(""), text(connection, GAP)),
                new TableFindings(
                        "order_items",
                        text(connection, ITEMS).orElse(""),
                        firstOf(connection, MISSING_ITEM, FOREIGN_ITEM)),
                new TableFindings("relay_lease", text(connection, LEASE).orElse(""), RelayProgress.problem(connection)),
                new TableFindings(
                        "processed_notifications",
                        text(connection, KEYS).orElse(""),
                        text(connection, FOREIGN_KEY).or(() -> unrecorded)),
                new TableFindings(
                        "dead_letters", text(connection, LETTERS).orElse(""), LetterAudit.problem(connection)));
    }

    private static Optional<String> firstOf(Connection connection, String... queries) throws SQLException {
        Optional<String> found = Optional.empty();
        for (int i = 0; i < queries.length && found.isEmpty(); i++) {
            found = text(connection, queries[i]);
        }
        return found;
    }

    /** The first column of the first row. */
    private static Optional<String> text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }
}
