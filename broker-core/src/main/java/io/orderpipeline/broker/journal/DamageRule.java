package io.orderpipeline.broker.journal;

/**
 * Tells a torn batch, which was never acknowledged, from damage to acknowledged records.
 *
 * <p>Every batch carries the highest seq that was synced when it was formed. After a power cut a batch may leave whole records behind
 * a torn one, but none of them can know the torn one to be synced; a record that does proves that it was acknowledged.
 */
@FunctionalInterface
interface DamageRule {

    /** In bytes. Far above what a batch, or the unsynced end of an outbox, can hold. */
    long LONGEST_TORN_TAIL = 64 << 20;

    DamageRule WATERMARK = (damage, witness) -> damage.highestDurable() >= damage.seq() || witness >= damage.seq();

    /**
     * Whether the damage hits acknowledged records.
     *
     * @param witness the highest seq that another file proves was synced here, 0 for none
     */
    boolean hitsAcknowledgedRecords(Damage damage, long witness);

    /** Whether a start leaves the file as it is and refuses, instead of cutting the damage off. */
    static boolean refusesToCut(DamageRule rule, Damage damage, long witness) {
        // The header comes with the file, complete: no batch tears it.
        return damage.position() < LineFormat.HEADER.length
                || damage.bytes() > LONGEST_TORN_TAIL
                || rule.hitsAcknowledgedRecords(damage, witness);
    }
}
