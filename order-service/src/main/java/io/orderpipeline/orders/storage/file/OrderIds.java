package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.KeyedHash;
import io.orderpipeline.broker.journal.MembersCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids in an order's record: directly in the bytes where possible, otherwise through the codec.
 *
 * <p>Not thread-safe.
 */
final class OrderIds {

    private static final byte[] ORDER_ID = "\"orderId\":\"".getBytes(US_ASCII);
    private static final byte[] ITEM_ID = ",\"itemId\":[\"".getBytes(US_ASCII);
    private static final byte[] NEXT_ITEM_ID = ",\"".getBytes(US_ASCII);
    private static final byte[] CREATED_AT = "],\"createdAt\":\"".getBytes(US_ASCII);

    private final KeyedHash hash;
    private final MembersCursor cursor = new MembersCursor();

    OrderIds(KeyedHash hash) {
        this.hash = hash;
    }

    /** The hashes of an order's ids, from the members of its record in {@code bytes[from, to)}. */
    OrderHashes read(byte[] bytes, int from, int to) {
        cursor.startAt(bytes, from, to);
        OrderHashes plain = readPlain(bytes);
        return plain != null ? plain : OrderHashes.of(hash, OrderCodec.decode(MembersCursor.asObject(bytes, from, to)));
    }

    /** Null when the record is not in the plain form, for example because it has an escaped string or an idempotency key. */
    private @Nullable OrderHashes readPlain(byte[] bytes) {
        Hash128 orderId = cursor.skip(ORDER_ID) ? readString(bytes) : null;
        if (orderId == null || !cursor.skip(ITEM_ID)) {
            return null;
        }
        List<Hash128> itemIds = new ArrayList<>(2);
        do {
            Hash128 itemId = readString(bytes);
            if (itemId == null) {
                return null;
            }
            itemIds.add(itemId);
        } while (cursor.skip(NEXT_ITEM_ID));
        boolean plain = cursor.skip(CREATED_AT) && cursor.skipPlainString() && cursor.atEnd();
        return plain ? new OrderHashes(orderId, itemIds, null) : null;
    }

    private @Nullable Hash128 readString(byte[] bytes) {
        return cursor.skipPlainString() ? hash.of(bytes, cursor.stringFrom(), cursor.stringTo()) : null;
    }
}
