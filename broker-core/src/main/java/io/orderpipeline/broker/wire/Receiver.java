package io.orderpipeline.broker.wire;

import java.time.Duration;
import java.util.List;

/** One group member's connection to its broker, open from its creation. Used by one thread. */
public interface Receiver extends AutoCloseable {

    /**
     * Takes some messages from the broker and sends it the acknowledgements. Must be called continually, since the broker considers a
     * silent member dead.
     *
     * @param more    whether to take any messages; if not, they stay with the broker
     * @param maxWait how long to wait for the first message, at most
     * @return the messages; those of one key are in order
     * @throws io.orderpipeline.broker.bus.Outage when the broker is unavailable or has closed this connection: unacknowledged messages are
     *     delivered again over the next one
     */
    List<Received> receive(boolean more, Duration maxWait);

    /**
     * Why the broker seems unavailable although the connection is open, since some clients keep theirs open until the broker is back. Empty
     * while it responds.
     */
    String silence();

    /** Sends the acknowledgements, leaves all other messages to other members and disconnects, within two seconds. */
    @Override
    void close();

    /** Connects members of groups. */
    @FunctionalInterface
    interface Connector {

        /**
         * Connects a new member of a group. Creates the group if necessary, starting with the oldest event that the broker has for it.
         *
         * @throws io.orderpipeline.broker.bus.Outage when the broker is unavailable
         */
        Receiver connect(String group);
    }
}
