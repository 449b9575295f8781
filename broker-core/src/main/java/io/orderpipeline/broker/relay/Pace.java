package io.orderpipeline.broker.relay;

/** Limits how fast a relay reads. Used by the relay's thread only. */
interface Pace {

    /** Whether to pause reading. */
    boolean isResting();

    /** Nanoseconds until the rest is over; {@link Long#MAX_VALUE} when not resting. */
    long nanosLeft();

    /** Called for each entry read. */
    void read(long seq);
}
