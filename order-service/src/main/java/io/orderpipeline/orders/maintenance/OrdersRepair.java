package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.FolderRepair;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalInspection;
import io.orderpipeline.orders.maintenance.SalvagedOrders.SalvagedOrder;
import io.orderpipeline.orders.storage.file.FileOrders;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What must be done in the folder of the order service.
 *
 * @param folder      to be repaired
 * @param survey      what orders.json is rebuilt from; empty when it stays as it is
 * @param outboxAside the outbox files to be moved aside; the next start rewrites their events from the orders, and the relay finds that its
 *     checkpoint does not fit them
 */
record OrdersRepair(FolderView folder, Optional<OrdersSurvey> survey, List<String> outboxAside) {

    static OrdersRepair plan(FolderView folder, Findings findings) {
        List<String> outbox =
                findings.outbox().stream().map(JournalInspection::name).toList();
        boolean readable = findings.isOutboxWhole();
        Optional<OrdersSurvey> survey =
                findings.orders().isUsable() ? Optional.empty() : Optional.of(OrdersSurvey.of(folder, outbox));
        boolean stays = readable && survey.filter(OrdersSurvey::renumbers).isEmpty();
        return new OrdersRepair(folder, survey, stays ? List.of() : outbox);
    }

    boolean isNeeded() {
        return survey.isPresent() || !outboxAside.isEmpty();
    }

    void describe(PrintStream out) {
        survey.ifPresent(found -> found.describe(out));
        if (!outboxAside.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "outbox: %s taken out; the next start writes the events again from the orders%n",
                    String.join(", ", outboxAside));
        }
    }

    /** Returns the name of the folder that now holds the old files. */
    String carryOut(FolderRepair repair) throws IOException {
        if (survey.isPresent()) {
            try (RebuiltJournal rebuilt = new RebuiltJournal(repair, FileOrders.FILE);
                    SalvagedOrders orders =
                            new SalvagedOrders(folder, survey.get().sources(), gaps -> {})) {
                for (SalvagedOrder order = orders.next(); order != null; order = orders.next()) {
                    rebuilt.append(order.members());
                }
                rebuilt.commit();
            }
        }
        return repair.commit(survey.isPresent() ? List.of(FileOrders.FILE) : List.of(), outboxAside);
    }
}
