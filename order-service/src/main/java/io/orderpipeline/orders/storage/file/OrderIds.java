package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.KeyedHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids in a record where its bytes lie, because a start reads ten million of them: a string that JSON did not have to escape
 * is hashed as it stands. Anything else is left to the codec, which is slower and knows all of JSON.
 *
 * <p>Not thread-safe.
 */
final class OrderIds {

    private static final byte[] ORDER_ID = "\"orderId\":\"".getBytes(US_ASCII);
    private static final byte[] ITEM_ID = ",\"itemId\":[\"".getBytes(US_ASCII);
    private static final byte[] CREATED_AT = ",\"createdAt\":\"".getBytes(US_ASCII);

    private final KeyedHash hash;
    private byte[] bytes = {};
    private int cursor;
    private int end;

    OrderIds(KeyedHash hash) {
        this.hash = hash;
    }

    /** The hashes of an order's ids, from the members of its record in {@code source[from, to)}. */
    OrderHashes read(byte[] source, int from, int to) {
        bytes = source;
        cursor = from;
        end = to;
        OrderHashes hashes = readPlain();
        return hashes != null ? hashes : OrderHashes.of(hash, OrderCodec.decode(asObject(source, from, to)));
    }

    /** Null when the record is not of the plain form: an escaped string, an idempotency key. */
    private @Nullable OrderHashes readPlain() {
        Hash128 orderId = skip(ORDER_ID) ? readString() : null;
        if (orderId == null || !skip(ITEM_ID)) {
            return null;
        }
        List<Hash128> itemIds = new ArrayList<>(2);
        do {
            Hash128 itemId = readString();
            if (itemId == null) {
                return null;
            }
            itemIds.add(itemId);
        } while (skipNextItem());
        boolean plain = skip((byte) ']') && skip(CREATED_AT) && skipString() && cursor == end;
        return plain ? new OrderHashes(orderId, itemIds, null) : null;
    }

    /** The hash of the string whose opening quote was passed, null when it holds an escape. */
    private @Nullable Hash128 readString() {
        int start = cursor;
        return skipString() ? hash.of(bytes, start, cursor - 1) : null;
    }

    private boolean skipString() {
        while (cursor < end && bytes[cursor] != '"') {
            if (bytes[cursor++] == '\\') {
                return false;
            }
        }
        return skip((byte) '"');
    }

    private boolean skipNextItem() {
        return skip((byte) ',') && skip((byte) '"');
    }

    private boolean skip(byte character) {
        boolean there = cursor < end && bytes[cursor] == character;
        cursor += there ? 1 : 0;
        return there;
    }

    private boolean skip(byte[] text) {
        boolean there =
                cursor + text.length <= end && Arrays.equals(bytes, cursor, cursor + text.length, text, 0, text.length);
        cursor += there ? text.length : 0;
        return there;
    }

    private static byte[] asObject(byte[] members, int from, int to) {
        byte[] object = new byte[to - from + 2];
        object[0] = '{';
        System.arraycopy(members, from, object, 1, to - from);
        object[object.length - 1] = '}';
        return object;
    }
}
