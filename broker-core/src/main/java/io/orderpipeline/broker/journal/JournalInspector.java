package io.orderpipeline.broker.journal;

import io.orderpipeline.broker.journal.JournalInspection.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Looks at a journal file as a start would, and changes nothing. Not thread-safe. */
final class JournalInspector {

    private final Disk disk;
    private final Path path;
    private final String name;
    private final Origin origin;
    private final long witness;

    /**
     * @param origin  what came before the file's first record
     * @param witness the highest seq that another file proves to have been synced here, 0 for none
     */
    JournalInspector(Disk disk, Path path, String name, Origin origin, long witness) {
        this.disk = disk;
        this.path = path;
        this.name = name;
        this.origin = origin;
        this.witness = witness;
    }

    JournalInspection inspect(RecordVisitor visitor) throws IOException {
        if (!disk.exists(path)) {
            return without(Condition.MISSING, 0);
        }
        try (DiskFile file = Snapshot.of(disk.open(path, Disk.Access.READ))) {
            if (file.size() == 0) {
                return without(Condition.EMPTY, 0);
            }
            byte[] start = FullTransfer.read(file, 0, LineFormat.HEADER.length);
            return Arrays.equals(start, LineFormat.HEADER) ? scan(file, visitor) : withoutHeader(file);
        }
    }

    private JournalInspection scan(DiskFile file, RecordVisitor visitor) throws IOException {
        try {
            return judge(new JournalScanner(file, origin, visitor).scan());
        } catch (ForeignRecordException e) {
            return new JournalInspection(
                    name, Condition.FOREIGN, String.valueOf(e.getMessage()), 0, origin, origin.seq(), file.size());
        }
    }

    private JournalInspection judge(Scan scan) {
        Damage damage = scan.damage();
        if (damage != null) {
            Condition condition = DamageRule.refusesToCut(DamageRule.WATERMARK, damage, witness)
                    ? Condition.DAMAGED
                    : Condition.TORN_TAIL;
            return with(
                    scan,
                    condition,
                    String.format(
                            Locale.ROOT,
                            "at byte %d, where seq %d should be: %s",
                            damage.position(),
                            damage.seq(),
                            damage.reason()));
        }
        if (witness > scan.last().seq()) {
            return with(
                    scan,
                    Condition.DAMAGED,
                    String.format(
                            Locale.ROOT,
                            "at byte %d, where seq %d should be: the file ends, but seq %d was acknowledged, as another file shows",
                            scan.end(),
                            scan.last().seq() + 1,
                            witness));
        }
        return with(scan, scan.records() == 0 ? Condition.EMPTY : Condition.OK, "");
    }

    private JournalInspection with(Scan scan, Condition condition, String detail) {
        return new JournalInspection(
                name, condition, detail, scan.records(), scan.last(), scan.highestSeq(), scan.size());
    }

    private JournalInspection without(Condition condition, long bytes) {
        return witness <= origin.seq()
                ? new JournalInspection(name, condition, "", 0, origin, origin.seq(), bytes)
                : new JournalInspection(
                        name,
                        Condition.DAMAGED,
                        String.format(
                                Locale.ROOT,
                                "at byte 0, where seq %d should be: the file is %s, but seq %d was acknowledged, as another file shows",
                                origin.seq() + 1,
                                condition == Condition.MISSING ? "missing" : "empty",
                                witness),
                        0,
                        origin,
                        origin.seq(),
                        bytes);
    }

    private JournalInspection withoutHeader(DiskFile file) throws IOException {
        String reason = "the file does not start with '[' on a line of its own";
        long highestSeq = 0;
        SalvagedRecords salvaged = new SalvagedRecords(name, file, passedOver -> {});
        for (JournalRecord found = salvaged.next(); found != null; found = salvaged.next()) {
            highestSeq = found.seq();
        }
        return new JournalInspection(
                name,
                highestSeq == 0 ? Condition.FOREIGN : Condition.DAMAGED,
                highestSeq == 0
                        ? reason
                        : String.format(Locale.ROOT, "at byte 0, where seq %d should be: %s", origin.seq() + 1, reason),
                0,
                origin,
                highestSeq,
                file.size());
    }
}
