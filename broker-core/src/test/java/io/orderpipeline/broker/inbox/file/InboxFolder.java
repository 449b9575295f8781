package io.orderpipeline.broker.inbox.file;

import static org.assertj.core.api.Assertions.fail;

import io.orderpipeline.broker.journal.JournalFolder;
import java.nio.file.Path;
import java.time.InstantSource;

/** The inbox of a notification service on disk. */
record InboxFolder(JournalFolder folder, FileProcessedNotifications processed, FileDeadLetters deadLetters)
        implements AutoCloseable {

    static InboxFolder open(Path path, InstantSource clock) {
        JournalFolder folder = JournalFolder.open(path);
        return new InboxFolder(
                folder,
                FileProcessedNotifications.open(folder, clock, failure -> fail(failure)),
                FileDeadLetters.open(folder, failure -> fail(failure)));
    }

    @Override
    public void close() {
        processed.close();
        deadLetters.close();
        folder.close();
    }
}
