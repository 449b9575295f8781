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
 * What is to be done in the folder of the order service.
 *
 * @param folder      to be repaired
 * @param survey      what orders.json is made of anew; empty when it stays
 * @param outboxAside the outbox files that are taken out; the next start writes their events again from the orders
 * @param fromStart   whether seqs in the outbox no longer mean what they did, so that the relay has to begin again
 */
record OrdersRepair(FolderView folder, Optional<OrdersSurvey> survey, List<String> outboxAside, boolean fromStart) {

    static OrdersRepair plan(FolderView folder, Findings findings) {
        List<String> outbox =
                findings.outbox().stream().map(JournalInspection::name).toList();
        Optional<OrdersSurvey> survey = findings.orders().isUsable()
                ? Optional.empty()
                : Optional.of(OrdersSurvey.of(folder, findings.events().unequal() > 0 ? List.of() : outbox));
        boolean fromStart = findings.events().unequal() > 0
                || survey.filter(found -> found.renumbers() || found.sources().isEmpty())
                        .isPresent();
        return new OrdersRepair(folder, survey, fromStart ? outbox : damagedOf(findings.outbox()), fromStart);
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
        if (fromStart) {
            out.println(
                    "outbox-checkpoint.json: taken out; the relay reads the outbox from its start, and what was notified before is not notified again");
        }
    }

    /** Returns the name of the folder in which the old files are now. */
    String carryOut(FolderRepair repair) throws IOException {
        if (survey.isPresent()) {
            try (RebuiltJournal rebuilt = new RebuiltJournal(repair, FileOrders.FILE);
                    SalvagedOrders orders =
                            new SalvagedOrders(folder, survey.get().sources(), passedOver -> {})) {
                for (SalvagedOrder order = orders.next(); order != null; order = orders.next()) {
                    rebuilt.append(order.members());
                }
                rebuilt.commit();
            }
        }
        return repair.commit(survey.isPresent() ? List.of(FileOrders.FILE) : List.of(), outboxAside);
    }

    /** Damage in a closed segment breaks the chain to all files behind it. */
    private static List<String> damagedOf(List<JournalInspection> outbox) {
        JournalInspection newest = outbox.get(outbox.size() - 1);
        List<String> names = outbox.stream().map(JournalInspection::name).toList();
        boolean segments = outbox.subList(0, outbox.size() - 1).stream().allMatch(JournalInspection::isUsable);
        return !segments ? names : newest.isUsable() ? List.of() : List.of(newest.name());
    }
}
