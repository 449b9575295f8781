package io.orderpipeline.launcher.live;

import static org.assertj.core.api.Assertions.fail;

import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.JournalFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileInboxProgressTests extends InboxProgressContractTests {

    @TempDir
    private Path temp;

    private JournalFolder folder;
    private FileProcessedNotifications processed;
    private FileDeadLetters letters;

    @BeforeEach
    void open() {
        folder = JournalFolder.open(temp);
        processed = FileProcessedNotifications.open(folder, InstantSource.system(), failure -> fail(failure));
        letters = FileDeadLetters.open(folder, failure -> fail(failure));
    }

    @AfterEach
    void close() {
        processed.close();
        letters.close();
        folder.close();
    }

    @Override
    protected ProcessedNotifications processed() {
        return processed;
    }

    @Override
    protected DeadLetters letters() {
        return letters;
    }
}
