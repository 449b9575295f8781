package io.orderpipeline.broker.relay;

/** How fast a relay reads. Belongs to the relay's thread. */
interface Pace {

    /** Whether to read nothing now. */
    boolean isResting();

    /** How long to rest, in nanoseconds; {@link Long#MAX_VALUE} when there is no rest to wait for the end of. */
    long nanosLeft();

    /** Counts an entry that is read. */
    void read(long seq);
}
