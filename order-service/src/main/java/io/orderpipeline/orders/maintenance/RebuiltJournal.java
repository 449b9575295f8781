package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.FolderRepair;
import io.orderpipeline.broker.journal.Journal;
import java.io.IOException;

/**
 * The replacement for a damaged file, written in batches like any journal, so that its records prove those before them were synced. Not
 * thread-safe.
 */
final class RebuiltJournal implements AutoCloseable {

    /** In bytes. */
    private static final int BATCH = 1 << 20;

    private final Journal journal;
    private int staged;

    RebuiltJournal(FolderRepair repair, String name) throws IOException {
        journal = repair.rebuild(name);
    }

    void append(byte[] members) {
        journal.stage(members);
        staged += members.length;
        if (staged >= BATCH) {
            commit();
        }
    }

    /** Makes everything appended so far durable. */
    void commit() {
        journal.write();
        journal.force();
        staged = 0;
    }

    @Override
    public void close() {
        journal.close();
    }
}
