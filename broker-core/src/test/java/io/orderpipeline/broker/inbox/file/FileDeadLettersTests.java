package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.DeadLettersContractTests;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileDeadLettersTests extends DeadLettersContractTests {

    @TempDir
    Path temp;

    private @Nullable InboxFolder open;

    @Override
    protected DeadLetters open() {
        close();
        open = InboxFolder.open(temp, InstantSource.system());
        return open.deadLetters();
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }
}
