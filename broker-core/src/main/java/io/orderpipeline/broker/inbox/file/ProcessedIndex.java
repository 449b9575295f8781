package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.HashIndex;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Every notification key ever recorded, in a few bytes each.
 *
 * <p>Thread-safe: one thread adds keys, any thread looks them up.
 */
final class ProcessedIndex implements InboxMemory<NotificationKey> {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final NotificationKeyHash hash;
    private final HashIndex keys;

    /**
     * Creates an index of existing keys.
     *
     * @param hash with which the keys were hashed
     */
    ProcessedIndex(NotificationKeyHash hash, HashIndex keys) {
        this.hash = hash;
        this.keys = keys;
    }

    boolean contains(NotificationKey key) {
        Hash128 wanted = hash.of(key);
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
    public void remember(NotificationKey key, long position) {
        Hash128 added = hash.of(key);
        lock.writeLock().lock();
        try {
            keys.add(added);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
