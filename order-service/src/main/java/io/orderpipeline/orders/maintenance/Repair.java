package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalInspection;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces damaged files with what can be recovered from them, in folders that this process has locked.
 *
 * @param orders        the folder of the order service, if there is one
 * @param notifications the folder of the notification service, if there is one
 * @param folder        the same folders, for reading
 */
record Repair(
        @Nullable JournalFolder orders, @Nullable JournalFolder notifications, DataFolder folder, PrintStream out) {

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
        if (inboxRepair.isNeeded() && notifications != null) {
            tell(folder.notifications(), inboxRepair.carryOut(notifications.repair()));
        }
        if (ordersRepair.isNeeded() && orders != null) {
            tell(folder.orders(), ordersRepair.carryOut(orders.repair()));
        }
        Verify verify = new Verify(folder, out);
        if (!verify.reportFiles(Optional.empty())) {
            return ExitCode.DAMAGE;
        }
        // Orders of lost keys are named, but no further repair could help them: a replay does.
        verify.reportHandledOrders();
        return ExitCode.OK;
    }

    private void finishWhatWasBegun() throws IOException {
        finish(notifications);
        finish(orders);
    }

    private void finish(@Nullable JournalFolder begun) throws IOException {
        if (begun != null && begun.repair().isUnfinished()) {
            begun.repair().finish();
            out.printf(Locale.ROOT, "finished a repair of %s that was interrupted%n", begun.view());
        }
    }

    private void tell(Object where, String aside) {
        out.printf(Locale.ROOT, "repaired %s, the old files are in %s%n", where, aside);
    }
}
