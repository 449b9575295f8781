package io.orderpipeline.broker.journal;

/**
 * Distinguishes a torn batch, which was never acknowledged, from damage to acknowledged records.
 *
 * <p>Every batch carries the highest seq that was synced when it was formed. After a power cut a batch may leave whole records after a
 * torn one, but none of them can say that the torn one was synced. A record that does say so proves that it was acknowledged.
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

    /** Whether a start leaves the file as it is and fails, instead of cutting off the damage. */
    static boolean refusesToCut(DamageRule rule, Damage damage, long witness) {
        // The file is created with a complete header, so no batch can tear it.
        return damage.position() < LineFormat.HEADER.length
                || damage.bytes() > LONGEST_TORN_TAIL
                || rule.hitsAcknowledgedRecords(damage, witness);
    }
}
