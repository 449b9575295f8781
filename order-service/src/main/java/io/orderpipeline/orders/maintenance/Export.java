package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.inbox.file.FileProcessedNotifications;
import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.broker.journal.JournalInspection.Condition;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.broker.outbox.file.FileOutbox;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints the records of a store, without the journal's own fields, up to the first damage. */
record Export(DataFolder folder, Request.Export request, PrintStream out, PrintStream messages) {

    ExitCode run() {
        folder.user().ifPresent(who -> messages.println(who + ": this is a snapshot of a live folder"));
        RecordPrinter printer = new RecordPrinter(out, request.format());
        Optional<JournalInspection> damaged =
                read(printer).stream().filter(file -> !file.isUsable()).findFirst();
        boolean written = printer.end(damaged.isEmpty());
        damaged.ifPresent(file -> messages.printf(
                Locale.ROOT,
                "stopped after %d records: %s is %s %s%n",
                printer.records(),
                file.name(),
                file.condition() == Condition.FOREIGN ? "foreign:" : "damaged",
                file.detail()));
        if (!written || out.checkError()) {
            messages.println("cannot write the output");
            return ExitCode.UNUSABLE;
        }
        return damaged.isPresent() ? ExitCode.DAMAGE : ExitCode.OK;
    }

    private List<JournalInspection> read(RecordVisitor printer) {
        return switch (request.store()) {
            case ORDERS -> {
                long witness = new FileOutbox(folder.orders()).lastSeq();
                yield List.of(folder.orders().inspect(FileOrders.FILE, Origin.START, witness, printer));
            }
            case OUTBOX -> folder.lookAtOutbox(printer, file -> !file.isUsable());
            case PROCESSED -> List.of(notifications(FileProcessedNotifications.FILE, printer));
            case DEAD_LETTERS -> List.of(notifications(FileDeadLetters.FILE, printer));
        };
    }

    private JournalInspection notifications(String name, RecordVisitor printer) {
        return folder.notifications().inspect(name, Origin.START, 0, printer);
    }
}
