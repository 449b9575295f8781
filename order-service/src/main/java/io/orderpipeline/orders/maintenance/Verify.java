package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.journal.JournalInspection;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Says how each file is, and how orders and events go together. */
final class Verify {

    private final DataFolder folder;
    private final PrintStream out;

    Verify(DataFolder folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Looks at all files.
     *
     * @param user who else uses the folder, as a sentence; empty when nobody does
     */
    ExitCode run(Optional<String> user) {
        user.ifPresent(who -> out.println(who + ": this is a snapshot of a live folder"));
        Findings findings = folder.look();
        print("orders/", findings.orders(), user.isPresent());
        findings.outbox().forEach(file -> print("orders/", file, user.isPresent()));
        findings.notifications().forEach(file -> print("notifications/", file, user.isPresent()));
        printEvents(findings);
        boolean halfRepaired = folder.isHalfRepaired();
        if (halfRepaired) {
            out.println("a repair was begun and not finished: run repair again");
        }
        boolean well = findings.areWell() && !halfRepaired;
        out.println(well ? "all well" : advice(findings));
        return well ? ExitCode.OK : ExitCode.DAMAGE;
    }

    private static String advice(Findings findings) {
        return findings.foreign().isEmpty()
                ? "damaged: start no service with these files; 'repair' can help"
                : "no service starts with these files: move what is foreign away yourself";
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
                live ? "ok, a batch was being written" : "torn tail, mended by the next start (" + file.detail() + ")";
            case DAMAGED -> "damaged " + file.detail();
            case FOREIGN -> "foreign: " + file.detail();
        };
    }

    private void printEvents(Findings findings) {
        EventCheck.Result events = findings.events();
        long lacking = Math.max(0, findings.orders().last().seq() - findings.lastEvent());
        out.printf(
                Locale.ROOT,
                "events: %d compared with their orders, %d unequal; the outbox lacks %d, which the next start appends%n",
                events.compared(),
                events.unequal(),
                lacking);
        if (events.unequal() > 0) {
            out.printf(
                    Locale.ROOT, "the first event that is not that of its order has seq %d%n", events.firstUnequal());
        }
        long takenAway = events.withoutEvent() - lacking;
        if (takenAway > 0 && findings.areWell()) {
            out.printf(Locale.ROOT, "%d older events are in no file: their segments were taken away%n", takenAway);
        }
    }
}
