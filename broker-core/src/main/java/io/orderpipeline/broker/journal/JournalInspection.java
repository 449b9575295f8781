package io.orderpipeline.broker.journal;

import java.util.Locale;

/**
 * The condition of a journal file, determined without changing it. A start decides by the same result.
 *
 * @param name       the file's name
 * @param condition  of the file
 * @param detail     where and why it is not whole; empty if it is
 * @param records    how many whole records form an unbroken chain from its start
 * @param last       the last of those: its seq and checksum
 * @param highestSeq the highest seq of any whole record, even after damage
 * @param bytes      its size
 */
public record JournalInspection(
        String name, Condition condition, String detail, long records, Origin last, long highestSeq, long bytes) {

    /** The conditions of a file. */
    public enum Condition {
        OK,
        /** Whole, without records. */
        EMPTY,
        MISSING,
        /** The file ends in an incomplete batch that was never acknowledged. The next start cuts it off. */
        TORN_TAIL,
        /** Acknowledged records are damaged or missing. No service starts with this file. */
        DAMAGED,
        /** Not a journal, or one with records of another kind. */
        FOREIGN
    }

    /**
     * Evaluates a scan.
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

    /** The same for a closed file: nothing writes to it again, so no start repairs a torn end. */
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
                ? "no crash can do that: the header is never rewritten"
                : String.format(Locale.ROOT, "%d bytes follow, more than a torn batch can leave", damage.bytes());
    }
}
