package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.orders.storage.postgres.ImportResult;
import io.orderpipeline.orders.storage.postgres.ImportResult.AlreadyThere;
import io.orderpipeline.orders.storage.postgres.ImportResult.Imported;
import io.orderpipeline.orders.storage.postgres.ImportResult.Refused;
import io.orderpipeline.orders.storage.postgres.OrdersDatabase;
import io.orderpipeline.orders.storage.postgres.StoppedFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Moves the records of the files into a database, from folders that this process has locked. Not thread-safe.
 *
 * @param orders        the folder of the order service
 * @param notifications the folder of the notification service
 * @param folder        the same folders, for reading
 */
record Import(
        JournalFolder orders, JournalFolder notifications, DataFolder folder, PrintStream out, PrintStream messages) {

    /**
     * Verifies the files, imports them unless that was done before, and keeps services away from them.
     *
     * @param broker the broker the relay publishes to; empty when the bus is inside one JVM
     */
    ExitCode into(OrdersDatabase database, Optional<String> broker) throws IOException {
        Retirement retirement = new Retirement(List.of(orders, notifications), database.toString());
        Optional<String> elsewhere =
                retirement.earlierDatabase().filter(earlier -> !earlier.equals(database.toString()));
        if (elsewhere.isPresent()) {
            return refused("these files were imported into " + elsewhere.get() + " before");
        }
        Findings findings = folder.look();
        if (folder.isHalfRepaired() || !findings.areWhole()) {
            return new Verify(folder, out).run(Optional.empty());
        }
        StoppedFiles files = new ImportSource(folder, findings).read(broker);
        ImportResult result = database.importFrom(files, retirement);
        if (result instanceof Refused refused) {
            return refused(refused.reason());
        }
        retirement.complete();
        out.println(result instanceof Imported imported ? counts(imported) : repeated((AlreadyThere) result));
        out.println("no service starts on the files any more: start them with --pipeline.store=postgres");
        return ExitCode.OK;
    }

    private ExitCode refused(String reason) {
        messages.println(reason + "; nothing was changed");
        return ExitCode.REFUSED;
    }

    private static String counts(Imported imported) {
        return String.format(
                Locale.ROOT,
                "imported orders=%d items=%d processed=%d deadLetters=%d doneSeq=%d",
                imported.orders(),
                imported.items(),
                imported.keys(),
                imported.letters(),
                imported.doneSeq());
    }

    private static String repeated(AlreadyThere there) {
        return String.format(
                Locale.ROOT, "all %d orders were imported before: the database was not changed", there.orders());
    }
}
