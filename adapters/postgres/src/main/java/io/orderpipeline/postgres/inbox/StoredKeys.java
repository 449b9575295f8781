package io.orderpipeline.postgres.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.HashIndex;
import io.orderpipeline.broker.index.HashIndexLoader;
import io.orderpipeline.broker.index.KeyedHash;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** All keys that are done, in memory: 25 bytes each, as many as a notification service on files needs. Not thread-safe. */
final class StoredKeys {

    private static final int FETCHED_ROWS = 5_000;

    private final KeyedHash hash = KeyedHash.withRandomKey();
    private final HashIndex keys;

    private StoredKeys(Connection connection) throws SQLException {
        HashIndexLoader loader = HashIndexLoader.ofIds();
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(FETCHED_ROWS);
            try (ResultSet rows =
                    select.executeQuery("select order_id, item_id from processed_notifications where done")) {
                while (rows.next()) {
                    loader.add(hashOf(KeyArrays.of(rows)));
                }
            }
        }
        this.keys = loader.load();
    }

    /** Reads the whole table once. */
    static StoredKeys read(Connection connection) throws SQLException {
        return new StoredKeys(connection);
    }

    boolean contains(NotificationKey key) {
        return keys.contains(hashOf(key));
    }

    /** The length of the first part goes in front, so that no two keys are hashed from the same bytes. */
    private Hash128 hashOf(NotificationKey key) {
        byte[] orderId = key.orderId().getBytes(UTF_8);
        byte[] itemId = key.itemId().getBytes(UTF_8);
        return hash.of(ByteBuffer.allocate(Integer.BYTES + orderId.length + itemId.length)
                .putInt(orderId.length)
                .put(orderId)
                .put(itemId)
                .array());
    }
}
