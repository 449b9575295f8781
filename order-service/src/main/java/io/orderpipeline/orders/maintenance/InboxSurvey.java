package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.inbox.file.FileDeadLetters;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.SalvagedRecords;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a damaged file of the notification service can be rebuilt from.
 *
 * @param folder  that holds it
 * @param name    of the file
 * @param kept    how many records go into the new file, under new seqs
 * @param orphans the seqs of changes to dead letters whose first record is lost
 * @param gaps    the bytes that hold no intact record
 */
record InboxSurvey(FolderView folder, String name, long kept, Ranges orphans, Ranges gaps) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static InboxSurvey of(FolderView folder, String name) {
        Ranges orphans = new Ranges();
        Ranges gaps = new Ranges();
        Predicate<JournalRecord> usable = usable(name);
        long[] kept = {0};
        read(folder, name, range -> gaps.addAll(range.from(), range.to() - 1), found -> {
            if (usable.test(found)) {
                kept[0]++;
            } else {
                orphans.add(found.seq());
            }
        });
        return new InboxSurvey(folder, name, kept[0], orphans, gaps);
    }

    void describe(PrintStream out) {
        out.printf(Locale.ROOT, "%s: %d whole records are kept, under new seqs%n", name, kept);
        if (!gaps.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%s: %d bytes hold no whole record and are taken out: bytes %s%n",
                    name,
                    gaps.count(),
                    gaps);
        }
        if (!orphans.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%s: %d changes to lost letters are taken out: seq %s%n",
                    name,
                    orphans.count(),
                    orphans);
        }
    }

    void copyTo(RebuiltJournal rebuilt) {
        Predicate<JournalRecord> usable = usable(name);
        read(folder, name, gaps -> {}, found -> {
            if (usable.test(found)) {
                byte[] json = found.json();
                rebuilt.append(Arrays.copyOfRange(json, 1, json.length - 1));
            }
        });
    }

    private static void read(
            FolderView folder, String name, Consumer<SalvagedRecords.Gap> listener, Consumer<JournalRecord> visitor) {
        try (SalvagedRecords records = folder.salvage(name, listener).orElseThrow()) {
            for (JournalRecord found = records.next(); found != null; found = records.next()) {
                visitor.accept(found);
            }
        }
    }

    /** A change to a letter makes sense only after the record that created the letter. */
    private static Predicate<JournalRecord> usable(String name) {
        Set<String> died = new HashSet<>();
        return found -> {
            if (!name.equals(FileDeadLetters.FILE)) {
                return true;
            }
            JsonNode change = MAPPER.readTree(found.json());
            String id = change.required("id").asString();
            if (change.required("state").asString().equals("DEAD")) {
                died.add(id);
            }
            return died.contains(id);
        };
    }
}
