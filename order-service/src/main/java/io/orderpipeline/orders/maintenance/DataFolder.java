package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.journal.JournalReader;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.CheckpointFile;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import io.orderpipeline.orders.storage.file.EventAudit;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folders of both services, for reading. Thread-safe. */
record DataFolder(FolderView orders, FolderView notifications) {

    static DataFolder at(Path path) {
        return new DataFolder(FolderView.of(orders(path)), FolderView.of(notifications(path)));
    }

    static Path orders(Path dataFolder) {
        return dataFolder.resolve("orders");
    }

    static Path notifications(Path dataFolder) {
        return dataFolder.resolve("notifications");
    }

    /** Inspects all files. For a folder in use this is a snapshot, in which the outbox is never ahead of the orders. */
    Findings look() {
        Findings findings = lookOnce();
        // In a folder in use, a file may be archived or a failed write rolled back during the inspection. Real damage
        // is still there on the second look.
        return findings.areWhole() || user().isEmpty() ? findings : lookOnce();
    }

    /** The process that uses the folder, as a sentence; empty when none does. */
    Optional<String> user() {
        return Stream.of(orders, notifications)
                .filter(folder -> folder.owner().isPresent())
                .map(folder -> String.format(
                        Locale.ROOT,
                        "%s is in use by the process with pid %d",
                        folder,
                        folder.owner().getAsLong()))
                .findFirst();
    }

    /**
     * Inspects the files of the outbox, oldest first.
     *
     * @param visitor receives their events
     * @param stop    true for a file after which no other is inspected
     */
    List<JournalInspection> lookAtOutbox(RecordVisitor visitor, Predicate<JournalInspection> stop) {
        List<JournalInspection> files = new ArrayList<>();
        for (String name : new FileOutbox(orders).fileNames()) {
            JournalInspection before = files.isEmpty() ? null : files.get(files.size() - 1);
            Origin origin = before != null && before.isUsable() ? before.last() : originOf(name);
            JournalInspection inspected = orders.inspect(name, origin, 0, visitor);
            JournalInspection file = name.equals(OutboxWriter.FILE) ? inspected : inspected.ofClosedFile();
            files.add(file);
            if (stop.test(file)) {
                break;
            }
        }
        return files;
    }

    /** Whether a repair was started and not finished; no service starts then. */
    boolean isHalfRepaired() {
        return orders.isHalfRepaired() || notifications.isHalfRepaired();
    }

    /** Where the records were moved to, if they were; no service starts then. */
    Optional<String> retirement() {
        return orders.retirement().or(notifications::retirement);
    }

    /** Whether the order service has no file here; most likely the wrong folder was named. */
    boolean hasNoOrders() {
        return !isHalfRepaired()
                && !orders.names().contains(FileOrders.FILE)
                && new FileOutbox(orders).fileNames().stream().allMatch(name -> orders.identity(name)
                        .isEmpty());
    }

    /** Whether neither service has a file here. */
    boolean isEmpty() {
        return hasNoOrders()
                && Stream.of(FileProcessedNotifications.FILE, FileDeadLetters.FILE)
                        .noneMatch(notifications.names()::contains);
    }

    private Findings lookOnce() {
        List<JournalInspection> outbox = lookAtOutbox(RecordVisitor.none(), file -> false);
        long witness =
                outbox.stream().mapToLong(JournalInspection::highestSeq).max().orElse(0);
        Position from = comparedFrom();
        try (EventAudit events = new EventAudit(from, new FileOutbox(orders).records(from))) {
            JournalInspection inspected = orders.inspect(
                    FileOrders.FILE, Origin.START, witness, FileOrders.check().andThen(events));
            return new Findings(
                    inspected,
                    outbox,
                    List.of(
                            notifications.inspect(
                                    FileProcessedNotifications.FILE,
                                    Origin.START,
                                    0,
                                    FileProcessedNotifications.check()),
                            notifications.inspect(FileDeadLetters.FILE, Origin.START, 0, FileDeadLetters.check())),
                    new ComparedEvents(from.seq(), events.right().seq(), events.problem()));
        }
    }

    /**
     * Just before the oldest event on disk, if everything before it was delivered. A start, in contrast, checks from the first undelivered
     * event on, even if that event is missing.
     */
    private Position comparedFrom() {
        FileOutbox outbox = new FileOutbox(orders);
        Position oldest = outbox.beforeOldest();
        // Through whichever bus they were delivered.
        boolean delivered = CheckpointFile.all(orders, notifications).stream()
                .map(DataFolder::delivered)
                .anyMatch(saved -> oldest.seq() <= saved.seq() && outbox.holds(saved));
        return delivered ? oldest : Position.START;
    }

    private static Position delivered(CheckpointFile file) {
        try {
            return file.readOwn();
        } catch (CheckpointUnreadableException e) {
            // Services treat an unreadable checkpoint as missing, too.
            return Position.START;
        }
    }

    /** Older segments may have been removed; the oldest one left records what came before it. */
    private Origin originOf(String name) {
        try (JournalReader reader = orders.open(name).orElse(null)) {
            return reader == null ? Origin.START : reader.origin();
        }
    }
}
