package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.journal.FolderView;
import java.util.Arrays;

/** Reads letters back from the disk. Thread-safe. */
record LetterReader(FolderView folder) {

    DeadLetter read(LetterEntry entry) {
        long[] positions = entry.positions();
        DeadLetter letter = DeadLetter.of((DeadLetterChange.Died) change(positions[0]));
        return Arrays.stream(positions, 1, positions.length)
                .mapToObj(this::change)
                .reduce(letter, DeadLetter::with, (one, other) -> other);
    }

    private DeadLetterChange change(long position) {
        return DeadLetterCodec.decode(
                folder.recordAt(FileDeadLetters.FILE, position).json());
    }
}
