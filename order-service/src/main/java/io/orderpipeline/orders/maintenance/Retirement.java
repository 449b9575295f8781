package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.orders.storage.postgres.CommitWatch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps services away from files whose records are, or may be, in a database: from just before the commit until it is known to have failed.
 * Not thread-safe.
 *
 * @param folders  of both services
 * @param database its address
 */
record Retirement(List<JournalFolder> folders, String database) implements CommitWatch {

    private static final String ADVICE =
            "start the services with --pipeline.store=postgres and that database. To go back to these files, which lack everything added since, delete the file 'retired' in orders/ and in notifications/";

    /** The database that an earlier import moved the files to; empty when none certainly did. */
    Optional<String> earlierDatabase() {
        return folders.stream()
                .flatMap(folder -> folder.view().retirement().stream())
                .filter(note -> note.startsWith(JournalFolder.IMPORTED))
                .map(note -> note.substring(JournalFolder.IMPORTED.length()).split(": ", 2)[0])
                .findFirst();
    }

    @Override
    public void beforeCommit() throws IOException {
        retire(String.format(
                Locale.ROOT,
                "an import into %s was interrupted and may be complete: run it again. If you cannot, and the database holds no orders, delete the file 'retired' in orders/ and in notifications/",
                database));
    }

    @Override
    public void notCommitted() throws IOException {
        for (JournalFolder folder : folders) {
            folder.reinstate();
        }
    }

    /** Call when the database holds everything. */
    void complete() throws IOException {
        retire(JournalFolder.IMPORTED + database + ": " + ADVICE);
    }

    private void retire(String note) throws IOException {
        for (JournalFolder folder : folders) {
            folder.retire(note);
        }
    }
}
