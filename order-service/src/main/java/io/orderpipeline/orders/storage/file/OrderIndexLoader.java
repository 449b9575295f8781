package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.index.HashIndexLoader;
import io.orderpipeline.broker.index.KeyedHash;
import io.orderpipeline.broker.journal.RecordVisitor;

/**
 * Collects the ids of a file while it is read, to build an index.
 *
 * <p>Not thread-safe.
 */
final class OrderIndexLoader implements RecordVisitor {

    private final KeyedHash hash = KeyedHash.withRandomKey();
    private final OrderIds ids = new OrderIds(hash);
    private final HashIndexLoader orders = HashIndexLoader.withNumbers();
    private final HashIndexLoader items = HashIndexLoader.ofIds();
    private final HashIndexLoader idempotencyKeys = HashIndexLoader.withNumbers();
    private long lastSeq;

    @Override
    public void visit(long seq, long position, byte[] bytes, int from, int to) {
        OrderHashes hashes = ids.read(bytes, from, to);
        orders.add(hashes.orderId(), position);
        hashes.itemIds().forEach(items::add);
        if (hashes.idempotencyKey() != null) {
            idempotencyKeys.add(hashes.idempotencyKey(), position);
        }
        lastSeq = seq;
    }

    /** The index of all visited orders; afterwards this loader is empty. */
    OrderIndex load() {
        return new OrderIndex(hash, orders.load(), items.load(), idempotencyKeys.load(), lastSeq);
    }
}
