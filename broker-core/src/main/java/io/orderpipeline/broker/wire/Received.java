package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.Delivery;

/** A message that its broker waits for the acknowledgement of. Thread-safe. */
public interface Received {

    Delivery delivery();

    /**
     * The event's outcome is durable: the broker may forget it. It is told so soon, by the receiver's thread. No effect once the broker
     * has given the message to another member.
     */
    void acknowledge();

    /**
     * The event waits here for a later attempt, perhaps for long: a broker that bounds what it hands out ahead is not to count it. Called by
     * the receiver's thread.
     */
    default void park() {}

    /** Whether it is still to be handled here; false once the broker has given it to another member of the group. */
    boolean isOurs();
}
