package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalInspection;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Prints the condition of each file, and how orders and events match. */
record Verify(DataFolder folder, PrintStream out) {

    /**
     * Checks all files, and whether all handled orders are recorded.
     *
     * @param user the process that uses the folder, as a sentence; empty when none does
     */
    ExitCode run(Optional<String> user) {
        return reportFiles(user) && reportHandledOrders() ? ExitCode.OK : ExitCode.DAMAGE;
    }

    /** Says whether the files are whole. */
    boolean reportFiles(Optional<String> user) {
        user.ifPresent(who -> out.println(who + ": this is a snapshot of a live folder"));
        Findings findings = folder.look();
        print("orders/", findings.orders(), user.isPresent());
        findings.outbox().forEach(file -> print("orders/", file, user.isPresent()));
        findings.notifications().forEach(file -> print("notifications/", file, user.isPresent()));
        printEvents(findings);
        folder.retirement().ifPresent(note -> out.println("retired: " + note));
        boolean halfRepaired = folder.isHalfRepaired();
        if (halfRepaired) {
            out.println("a repair was begun and not finished: run repair again");
        }
        boolean whole = findings.areWhole() && !halfRepaired;
        if (!whole) {
            out.println(advice(findings));
        }
        return whole;
    }

    /** Says whether each handled order is recorded. The files must be whole. */
    boolean reportHandledOrders() {
        Ranges unrecorded = HandledOrders.withoutRecord(folder);
        if (unrecorded.isEmpty()) {
            out.println("no damage");
            return true;
        }
        out.printf(
                Locale.ROOT,
                "notifications: handled, but neither recorded as notified nor a dead letter: orders=%d seq %s%n",
                unrecorded.count(),
                unrecorded);
        out.println("these orders may never have been notified: start the services and replay them");
        return false;
    }

    private static String advice(Findings findings) {
        if (!findings.foreign().isEmpty()) {
            return "damaged: no service starts with these files; move the foreign files away yourself";
        }
        return findings.records().allMatch(JournalInspection::isUsable)
                ? "damaged: the next start of the order service rewrites undelivered events from orders.json; 'repair' rewrites what is still damaged then"
                : "damaged: start no service with these files; 'repair' can help";
    }

    private void print(String folderName, JournalInspection file, boolean live) {
        out.printf(
                Locale.ROOT,
                "%-45s records=%d lastSeq=%d bytes=%d %s%n",
                folderName + file.name(),
                file.records(),
                file.last().seq(),
                file.bytes(),
                state(file, live));
    }

    private static String state(JournalInspection file, boolean live) {
        return switch (file.condition()) {
            case OK -> "ok";
            case EMPTY -> "empty";
            case MISSING -> "missing";
            case TORN_TAIL ->
                live
                        ? "ok, a batch was being written"
                        : "torn tail, which the next start cuts off (" + file.detail() + ")";
            case DAMAGED -> "damaged " + file.detail();
            case FOREIGN -> "foreign: " + file.detail();
        };
    }

    private void printEvents(Findings findings) {
        ComparedEvents events = findings.events();
        out.printf(
                Locale.ROOT,
                "events: %d match their orders, up to seq %d%n",
                events.right() - events.from(),
                events.right());
        if (!findings.isOutboxWhole()) {
            out.printf(
                    Locale.ROOT,
                    "events: after that, %s%n",
                    events.problem().isEmpty() ? "a file is damaged" : events.problem());
        } else if (findings.lacking() > 0) {
            out.printf(Locale.ROOT, "events: %d are missing; the next start appends them%n", findings.lacking());
        }
        if (events.from() > 0) {
            out.printf(
                    Locale.ROOT, "events: %d older ones were delivered; their segments were removed%n", events.from());
        }
    }
}
