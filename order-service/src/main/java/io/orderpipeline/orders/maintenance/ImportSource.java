package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.outbox.RelayStart;
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.orders.storage.file.FileOrders;
import io.orderpipeline.orders.storage.postgres.StoppedFiles;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the files up to the point where they were found intact. Thread-safe. */
record ImportSource(DataFolder folder, Findings findings) {

    /**
     * Everything in the files.
     *
     * @param broker the broker the relay publishes to; empty when the bus is inside one JVM
     */
    StoppedFiles read(Optional<String> broker) {
        return new StoppedFiles(
                () -> records(folder.orders(), findings.orders(), FileOrders::orderOf),
                () -> records(
                        folder.notifications(),
                        inspection(FileProcessedNotifications.FILE),
                        FileProcessedNotifications::keyOf),
                () -> records(folder.notifications(), inspection(FileDeadLetters.FILE), FileDeadLetters::changeOf),
                new RelayStart(doneSeq(Optional.empty()), broker, broker.isPresent() ? doneSeq(broker) : 0));
    }

    private JournalInspection inspection(String name) {
        return findings.notifications().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Up to the last record that a start would keep. */
    private static <T> Stream<T> records(
            FolderView folder, JournalInspection file, Function<JournalRecord, T> reading) {
        JournalReader reader = folder.open(file.name()).orElse(null);
        return reader == null
                ? Stream.empty()
                : Stream.generate(() -> Objects.requireNonNull(reader.next(), file.name() + " has become shorter"))
                        .limit(file.records())
                        .map(reading)
                        .onClose(reader::close);
    }

    private long doneSeq(Optional<String> broker) {
        long seq = CheckpointFile.of(broker, folder.orders(), folder.notifications())
                .provenSeq(new FileOutbox(folder.orders()));
        return seq <= findings.orders().last().seq() ? seq : 0;
    }
}
