package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.HashIndex;
import io.orderpipeline.broker.index.KeyedHash;
import io.orderpipeline.orders.placing.Order;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Every orderId, itemId and idempotency key ever accepted, with the position of the order in the file. Contains only durable orders.
 *
 * <p>Thread-safe: one thread adds, any thread reads.
 */
final class OrderIndex {

    private final KeyedHash hash;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final HashIndex orders;
    private final HashIndex items;
    private final HashIndex idempotencyKeys;
    private long lastSeq;

    /**
     * An index of existing orders.
     *
     * @param hash the hash function used for the given ids
     */
    OrderIndex(KeyedHash hash, HashIndex orders, HashIndex items, HashIndex idempotencyKeys, long lastSeq) {
        this.hash = hash;
        this.orders = orders;
        this.items = items;
        this.idempotencyKeys = idempotencyKeys;
        this.lastSeq = lastSeq;
    }

    OrderHashes hashesOf(Order order) {
        return OrderHashes.of(hash, order);
    }

    boolean hasOrder(Hash128 orderId) {
        return reading(() -> orders.contains(orderId));
    }

    boolean hasItem(Hash128 itemId) {
        return reading(() -> items.contains(itemId));
    }

    /** The position of the order that came with this idempotency key. */
    OptionalLong positionOfKey(Hash128 idempotencyKey) {
        return reading(() -> idempotencyKeys.number(idempotencyKey));
    }

    /** The position of the order with this id. */
    OptionalLong positionOf(String orderId) {
        Hash128 key = OrderHashes.of(hash, orderId);
        return reading(() -> orders.number(key));
    }

    /** The seq of the last order added. */
    long lastSeq() {
        return reading(() -> lastSeq);
    }

    /** How many ids the index holds: orders, items and idempotency keys. */
    long size() {
        return reading(() -> orders.size() + items.size() + idempotencyKeys.size());
    }

    /** Adds orders that became durable together. */
    void addAll(List<PendingOrder> batch, long seqOfLast) {
        lock.writeLock().lock();
        try {
            for (PendingOrder pending : batch) {
                add(pending.hashes(), pending.position());
            }
            lastSeq = seqOfLast;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(OrderHashes hashes, long position) {
        orders.add(hashes.orderId(), position);
        for (Hash128 itemId : hashes.itemIds()) {
            items.add(itemId);
        }
        if (hashes.idempotencyKey() != null) {
            idempotencyKeys.add(hashes.idempotencyKey(), position);
        }
    }

    private <T> T reading(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
