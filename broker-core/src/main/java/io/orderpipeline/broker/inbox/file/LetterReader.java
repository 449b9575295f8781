package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.journal.FolderView;
import java.util.Arrays;

/** Reads letters from the disk. Thread-safe. */
record LetterReader(FolderView folder) {

    DeadLetter read(LetterEntry entry) {
        return DeadLetter.of(
                Arrays.stream(entry.positions()).mapToObj(this::change).toList());
    }

    private DeadLetterChange change(long position) {
        return DeadLetterCodec.decode(
                folder.recordAt(FileDeadLetters.FILE, position).json());
    }
}
