package io.orderpipeline.broker.relay;

/** Limits how fast a relay reads. Used by the relay's thread only. */
interface Pace {

    /** Nanoseconds until reading may continue; zero or less when it may continue now. */
    long nanosLeft();

    /** Called for each entry read. */
    void read(long seq);
}
