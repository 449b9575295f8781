package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.storage.StoredIds.KeyedOrder;
import io.orderpipeline.postgres.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements that commit a batch, in as few round trips as possible. Thread-safe. */
final class CommitSql {

    /**
     * The lock is a separate, first statement: later statements start once it is held, so they see everything committed under it. It is
     * held until the transaction ends. Also sets synchronous_commit, in case a server or a pooler has lost the session's settings.
     */
    private static final String LOCK = """
        select seq,
               current_setting('fsync'),
               set_config('synchronous_commit',
                          case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end,
                          true)
          from commit_seq where one for update\
        """;

    private static final String LOCK_AND_LOOK_UP = LOCK + """
        ;
        select max(seq) from orders;
        select order_id from orders where order_id = any(?);
        select item_id from order_items where item_id = any(?);
        select idempotency_key, order_id, fingerprint from orders where idempotency_key = any(?)\
        """;

    private static final String INSERT = """
        insert into orders (seq, order_id, item_ids, created_at, idempotency_key, fingerprint, trace_parent)
        select seq, order_id, item_ids::text[], to_timestamp(created_at / 1000.0), idempotency_key, fingerprint, trace_parent
          from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
               as new (seq, order_id, item_ids, created_at, idempotency_key, fingerprint, trace_parent);
        insert into order_items (item_id, seq) select * from unnest(?::text[], ?::bigint[]);
        select pg_notify('order_pipeline', '')\
        """;

    private static final String COUNT_STORED = LOCK + """
        ;
        select count(*)
          from unnest(?::bigint[], ?::text[]) as sent (seq, order_id)
          join orders using (seq, order_id)\
        """;

    private CommitSql() {}

    /** Takes the commit lock and looks up the ids of a batch. */
    static LookedUpIds lockAndLookUp(Connection connection, List<PendingOrder> batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_AND_LOOK_UP)) {
            statement.setArray(1, texts(connection, batch.stream().map(pending -> pending.order()
                    .orderId())));
            statement.setArray(
                    2, texts(connection, batch.stream().flatMap(pending -> pending.order().itemIds().stream())));
            statement.setArray(
                    3, texts(connection, keys(batch, IdempotencyKey::value).filter(Objects::nonNull)));
            statement.execute();
            long floor = lockedSeq(statement.getResultSet());
            ResultSet last = next(statement);
            last.next();
            return new LookedUpIds(
                    Math.max(floor, last.getLong(1)),
                    ids(next(statement)),
                    ids(next(statement)),
                    firstOrders(next(statement)));
        }
    }

    /** Inserts orders with seqs from {@code firstSeq}; the commit then wakes the relay, wherever it runs. */
    static void insert(Connection connection, long firstSeq, List<PendingOrder> accepted) throws SQLException {
        List<String> itemIds = new ArrayList<>();
        List<Long> itemSeqs = new ArrayList<>();
        for (int i = 0; i < accepted.size(); i++) {
            for (String itemId : accepted.get(i).order().itemIds()) {
                itemIds.add(itemId);
                itemSeqs.add(firstSeq + i);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, numbers(connection, seqs(firstSeq, accepted)));
            statement.setArray(2, texts(connection, accepted.stream().map(pending -> pending.order()
                    .orderId())));
            statement.setArray(
                    3,
                    texts(
                            connection,
                            accepted.stream()
                                    .map(pending ->
                                            ArrayLiteral.of(pending.order().itemIds()))));
            statement.setArray(4, numbers(connection, accepted.stream().map(pending -> pending.order()
                    .createdAt()
                    .toEpochMilli())));
            statement.setArray(5, texts(connection, keys(accepted, IdempotencyKey::value)));
            statement.setArray(6, texts(connection, keys(accepted, IdempotencyKey::fingerprint)));
            statement.setArray(7, texts(connection, traces(accepted)));
            statement.setArray(8, texts(connection, itemIds.stream()));
            statement.setArray(9, numbers(connection, itemSeqs.stream()));
            statement.execute();
        }
    }

    /**
     * Whether the database holds these orders with these seqs. The lock makes the answer certain: it is granted only after the transaction
     * that may have stored them has ended.
     */
    static boolean isStored(Connection connection, long firstSeq, List<PendingOrder> accepted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT_STORED)) {
            statement.setArray(1, numbers(connection, seqs(firstSeq, accepted)));
            statement.setArray(2, texts(connection, accepted.stream().map(pending -> pending.order()
                    .orderId())));
            statement.execute();
            lockedSeq(statement.getResultSet());
            ResultSet stored = next(statement);
            stored.next();
            return stored.getLong(1) == accepted.size();
        }
    }

    private static long lockedSeq(ResultSet lock) throws SQLException {
        if (!lock.next()) {
            throw DatabaseException.refused("the table commit_seq has no row");
        }
        if (!"on".equals(lock.getString(2))) {
            throw DatabaseException.refused("the server runs with fsync=" + lock.getString(2));
        }
        return lock.getLong(1);
    }

    private static ResultSet next(PreparedStatement statement) throws SQLException {
        statement.getMoreResults();
        return statement.getResultSet();
    }

    private static Set<String> ids(ResultSet rows) throws SQLException {
        Set<String> ids = new HashSet<>();
        while (rows.next()) {
            ids.add(rows.getString(1));
        }
        return ids;
    }

    private static Map<String, KeyedOrder> firstOrders(ResultSet rows) throws SQLException {
        Map<String, KeyedOrder> orders = new HashMap<>();
        while (rows.next()) {
            IdempotencyKey key = new IdempotencyKey(rows.getString(1), rows.getString(3));
            orders.put(key.value(), new KeyedOrder(rows.getString(2), key));
        }
        return orders;
    }

    private static Stream<Long> seqs(long first, List<PendingOrder> orders) {
        return LongStream.range(first, first + orders.size()).boxed();
    }

    private static Stream<@Nullable String> keys(List<PendingOrder> orders, Function<IdempotencyKey, String> part) {
        return orders.stream()
                .map(PendingOrder::order)
                .map(Order::idempotencyKey)
                .map(key -> key == null ? null : part.apply(key));
    }

    private static Stream<@Nullable String> traces(List<PendingOrder> orders) {
        return orders.stream().map(pending -> pending.order().traceParent());
    }

    private static java.sql.Array texts(Connection connection, Stream<? extends @Nullable String> texts)
            throws SQLException {
        return connection.createArrayOf("text", texts.toArray(String[]::new));
    }

    private static java.sql.Array numbers(Connection connection, Stream<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray(Long[]::new));
    }
}
