package io.orderpipeline.broker.wire;

import java.time.Duration;
import java.util.List;

/** The connection of one member of a group to its broker. Used by one thread; it connects when it is made. */
public interface Receiver extends AutoCloseable {

    /**
     * Takes some messages from the broker, and tells it which are acknowledged. To be called again and again, since the broker takes a
     * silent member for dead.
     *
     * @param more     whether to take any; messages that are not taken stay with the broker
     * @param patience how long to wait for the first, at most
     * @return the messages, in the order of their key
     * @throws io.orderpipeline.broker.bus.Outage when the broker is away, or has ended this connection: whatever is not acknowledged is
     *     delivered again to the next one
     */
    List<Received> receive(boolean more, Duration patience);

    /**
     * Why the broker seems to be away although this connection is kept, as some clients keep theirs until the broker is back. Empty while
     * it answers.
     */
    String silence();

    /** Tells the broker what is acknowledged, leaves all else to other members, and disconnects, within two seconds. */
    @Override
    void close();

    /** Connects members of groups. */
    @FunctionalInterface
    interface Connector {

        /**
         * Connects a new member of a group, which is made if there is none: it starts with the oldest event that the broker has for it.
         *
         * @throws io.orderpipeline.broker.bus.Outage when the broker is away
         */
        Receiver connect(String group);
    }
}
