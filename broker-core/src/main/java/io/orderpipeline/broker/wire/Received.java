package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.Delivery;

/** A message whose acknowledgement the broker is waiting for. Thread-safe. */
public interface Received {

    Delivery delivery();

    /**
     * Call when the event's outcome is durable and the broker may forget it. The receiver's thread tells the broker soon after. No effect
     * once the broker has given the message to another member.
     */
    void acknowledge();

    /**
     * Call when the event is kept for a later attempt, which may be long: a broker that limits unacknowledged messages should not count it.
     * Called by the receiver's thread.
     */
    default void park() {}

    /** Whether this member still owns the message; false once the broker has given it to another member of the group. */
    boolean isOurs();
}
