package io.orderpipeline.broker.inbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.HashIndex;
import io.orderpipeline.broker.index.KeyedHash;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.RecordVisitor;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Every notification key ever recorded, in a few bytes each.
 *
 * <p>Thread-safe: one thread adds, any thread asks.
 */
final class ProcessedIndex implements InboxMemory<NotificationKey> {

    private static final byte[] ORDER_ID = "\"orderId\":\"".getBytes(US_ASCII);
    private static final byte[] ITEM_ID = ",\"itemId\":\"".getBytes(US_ASCII);

    private final KeyedHash hash = KeyedHash.withRandomKey();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final HashIndex keys = HashIndex.ofIds();

    boolean contains(NotificationKey key) {
        Hash128 wanted = hashOf(key);
        lock.readLock().lock();
        try {
            return keys.contains(wanted);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public boolean isNew(NotificationKey key) {
        return !contains(key);
    }

    @Override
    public void remember(NotificationKey key) {
        Hash128 added = hashOf(key);
        lock.writeLock().lock();
        try {
            keys.add(added);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Adds the keys of a file that is being read, before anybody else knows the index: nothing is locked. */
    RecordVisitor loader() {
        MembersCursor cursor = new MembersCursor();
        return (seq, position, bytes, from, to) -> {
            cursor.startAt(bytes, from, to);
            keys.add(readPlain(cursor, bytes, from, to));
        };
    }

    private Hash128 readPlain(MembersCursor cursor, byte[] bytes, int from, int to) {
        if (cursor.skip(ORDER_ID) && cursor.skipPlainString()) {
            int orderFrom = cursor.stringFrom();
            int orderTo = cursor.stringTo();
            if (cursor.skip(ITEM_ID) && cursor.skipPlainString()) {
                return pair(bytes, orderFrom, orderTo, cursor.stringFrom(), cursor.stringTo());
            }
        }
        return hashOf(NotificationKeyCodec.decode(MembersCursor.asObject(bytes, from, to)));
    }

    private Hash128 hashOf(NotificationKey key) {
        byte[] orderId = key.orderId().getBytes(UTF_8);
        byte[] itemId = key.itemId().getBytes(UTF_8);
        byte[] both = ByteBuffer.allocate(orderId.length + itemId.length)
                .put(orderId)
                .put(itemId)
                .array();
        return pair(both, 0, orderId.length, orderId.length, both.length);
    }

    /** The length of the first part goes in front, so that no two pairs are hashed from the same bytes. */
    private Hash128 pair(byte[] bytes, int orderFrom, int orderTo, int itemFrom, int itemTo) {
        int orderLength = orderTo - orderFrom;
        return hash.of(ByteBuffer.allocate(Integer.BYTES + orderLength + itemTo - itemFrom)
                .putInt(orderLength)
                .put(bytes, orderFrom, orderLength)
                .put(bytes, itemFrom, itemTo - itemFrom)
                .array());
    }
}
