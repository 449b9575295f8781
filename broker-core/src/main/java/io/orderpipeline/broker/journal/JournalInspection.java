package io.orderpipeline.broker.journal;

import java.util.Locale;

/**
 * How a journal file is, judged without changing it. A start goes by the same verdict.
 *
 * @param name       the file's name
 * @param condition  how it is
 * @param detail     where and why it is not whole; empty for a whole one
 * @param records    how many whole records stand in an unbroken chain from its start
 * @param last       the last of those: its seq and checksum
 * @param highestSeq the highest seq of any whole record, also behind a damage
 * @param bytes      its size
 */
public record JournalInspection(
        String name, Condition condition, String detail, long records, Origin last, long highestSeq, long bytes) {

    /** The ways a file can be. */
    public enum Condition {
        OK,
        /** Whole, without records. */
        EMPTY,
        MISSING,
        /** A batch that was never acknowledged is incomplete at its end. The next start cuts it off. */
        TORN_TAIL,
        /** Acknowledged records are damaged or missing. No service starts with it. */
        DAMAGED,
        /** No journal at all, or one of another name. */
        FOREIGN
    }

    /**
     * Judges what was found.
     *
     * @param witness the highest seq that another file proves was synced here, 0 for none
     */
    static JournalInspection of(String name, Scan scan, DamageRule rule, long witness) {
        Damage damage = scan.damage();
        if (scan.foreign() != null) {
            return of(name, scan, Condition.FOREIGN, scan.foreign());
        }
        if (damage != null) {
            String place = String.format(
                    Locale.ROOT,
                    "at byte %d, where seq %d should be: %s",
                    damage.position(),
                    damage.seq(),
                    damage.reason());
            return DamageRule.refusesToCut(rule, damage, witness)
                    ? of(name, scan, Condition.DAMAGED, place + "; " + proof(damage, witness))
                    : of(name, scan, Condition.TORN_TAIL, place);
        }
        if (witness > scan.last().seq()) {
            return of(
                    name,
                    scan,
                    Condition.DAMAGED,
                    String.format(
                            Locale.ROOT,
                            "at byte %d, where seq %d should be: the file %s, but seq %d was acknowledged, as another file shows",
                            scan.size() == 0 ? 0 : scan.end(),
                            scan.last().seq() + 1,
                            !scan.exists() ? "is missing" : scan.size() == 0 ? "is empty" : "ends",
                            witness));
        }
        return of(
                name,
                scan,
                !scan.exists() ? Condition.MISSING : scan.records() == 0 ? Condition.EMPTY : Condition.OK,
                "");
    }

    /** The same for a file that is never written to again, so that no start repairs its end. */
    public JournalInspection ofClosedFile() {
        return condition == Condition.TORN_TAIL
                ? new JournalInspection(name, Condition.DAMAGED, detail, records, last, highestSeq, bytes)
                : this;
    }

    /** Whether a service can start with it. */
    public boolean isUsable() {
        return condition != Condition.DAMAGED && condition != Condition.FOREIGN;
    }

    private static JournalInspection of(String name, Scan scan, Condition condition, String detail) {
        return new JournalInspection(
                name, condition, detail, scan.records(), scan.last(), scan.highestSeq(), scan.size());
    }

    private static String proof(Damage damage, long witness) {
        if (damage.highestDurable() >= damage.seq()) {
            return String.format(
                    Locale.ROOT,
                    "%d whole records follow, up to seq %d, and show that everything up to seq %d was acknowledged",
                    damage.wholeRecords(),
                    damage.highestSeq(),
                    damage.highestDurable());
        }
        if (witness >= damage.seq()) {
            return String.format(
                    Locale.ROOT, "another file shows that everything up to seq %d was acknowledged", witness);
        }
        return damage.position() < LineFormat.HEADER.length
                ? "no crash does that: the header is never written to"
                : String.format(Locale.ROOT, "%d bytes follow, more than a torn batch can leave", damage.bytes());
    }
}
