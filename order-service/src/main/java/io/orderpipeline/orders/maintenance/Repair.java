package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalInspection;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Replaces damaged files with what can be recovered from them, in folders that this process has locked. */
final class Repair {

    private final Optional<JournalFolder> orders;
    private final Optional<JournalFolder> notifications;
    private final DataFolder folder;
    private final PrintStream out;

    /**
     * @param orders        the folder of the order service, if there is one
     * @param notifications the folder of the notification service, if there is one
     * @param folder        the same folders, for reading
     */
    Repair(Optional<JournalFolder> orders, Optional<JournalFolder> notifications, DataFolder folder, PrintStream out) {
        this.orders = orders;
        this.notifications = notifications;
        this.folder = folder;
        this.out = out;
    }

    /**
     * Repairs the damage.
     *
     * @param confirmation asked after the planned changes have been printed
     */
    ExitCode run(BooleanSupplier confirmation) throws IOException {
        finishWhatWasBegun();
        Findings findings = folder.look();
        if (findings.areWhole()) {
            out.println("nothing to repair");
            return ExitCode.OK;
        }
        List<JournalInspection> foreign = findings.foreign();
        if (!foreign.isEmpty()) {
            foreign.forEach(file -> out.printf(Locale.ROOT, "%s is foreign: %s%n", file.name(), file.detail()));
            out.println("nothing was changed: move it away yourself if it does not belong here");
            return ExitCode.DAMAGE;
        }
        return repair(findings, confirmation);
    }

    private ExitCode repair(Findings findings, BooleanSupplier confirmation) throws IOException {
        OrdersRepair ordersRepair = OrdersRepair.plan(folder.orders(), findings);
        InboxRepair inboxRepair = InboxRepair.plan(folder.notifications(), findings);
        ordersRepair.describe(out);
        inboxRepair.describe(out);
        out.println("Nothing is deleted: what is taken out is kept in a folder aside-<utc> beside the files.");
        if (!confirmation.getAsBoolean()) {
            out.println("nothing was changed");
            return ExitCode.REFUSED;
        }
        if (inboxRepair.isNeeded() && notifications.isPresent()) {
            tell(
                    folder.notifications(),
                    inboxRepair.carryOut(notifications.get().repair()));
        }
        if (ordersRepair.isNeeded() && orders.isPresent()) {
            tell(folder.orders(), ordersRepair.carryOut(orders.get().repair()));
        }
        return new Verify(folder, out).run(Optional.empty());
    }

    private void finishWhatWasBegun() throws IOException {
        for (JournalFolder begun : List.of(notifications, orders).stream()
                .flatMap(Optional::stream)
                .toList()) {
            if (begun.repair().isUnfinished()) {
                begun.repair().finish();
                out.printf(Locale.ROOT, "finished a repair of %s that was interrupted%n", begun.view());
            }
        }
    }

    private void tell(Object where, String aside) {
        out.printf(Locale.ROOT, "repaired %s, the old files are in %s%n", where, aside);
    }
}
