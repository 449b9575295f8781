package io.orderpipeline.broker.inbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.broker.index.Hash128;
import io.orderpipeline.broker.index.HashIndexLoader;
import io.orderpipeline.broker.journal.MembersCursor;
import io.orderpipeline.broker.journal.RecordVisitor;

/**
 * Collects the keys of a file for an index while the file is read: parsed in place if possible, otherwise with the codec.
 *
 * <p>Not thread-safe.
 */
final class ProcessedIndexLoader implements RecordVisitor {

    private static final byte[] ORDER_ID = "\"orderId\":\"".getBytes(US_ASCII);
    private static final byte[] ITEM_ID = ",\"itemId\":\"".getBytes(US_ASCII);

    private final NotificationKeyHash hash = new NotificationKeyHash();
    private final HashIndexLoader keys = HashIndexLoader.ofIds();
    private final MembersCursor cursor = new MembersCursor();

    @Override
    public void visit(long seq, long position, byte[] bytes, int from, int to) {
        cursor.startAt(bytes, from, to);
        keys.add(read(bytes, from, to));
    }

    /** The index of all visited keys; afterwards this loader is empty. */
    ProcessedIndex load() {
        return new ProcessedIndex(hash, keys.load());
    }

    private Hash128 read(byte[] bytes, int from, int to) {
        if (cursor.skip(ORDER_ID) && cursor.skipPlainString()) {
            int orderFrom = cursor.stringFrom();
            int orderTo = cursor.stringTo();
            if (cursor.skip(ITEM_ID) && cursor.skipPlainString()) {
                return hash.of(bytes, orderFrom, orderTo, cursor.stringFrom(), cursor.stringTo());
            }
        }
        return hash.of(NotificationKeyCodec.decode(MembersCursor.asObject(bytes, from, to)));
    }
}
