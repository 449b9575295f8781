package io.orderpipeline.broker.wire;

import java.time.Duration;

/** A broker as its contract needs it. It runs from the moment it is made until its close. */
public interface BrokerUnderTest extends AutoCloseable {

    /** Starts a test on a new topic. */
    void openTopic();

    /** A new connection that sends to the topic. */
    Sender connectSender();

    /** Connects members of groups to the topic. */
    Receiver.Connector connector();

    /** Puts a message of somebody else on the topic. */
    void sendForeign(byte[] body);

    /** Ends the broker without a word to its clients; what it has taken stays on its disk. */
    void stop();

    /** Starts it again, at the same address. */
    void start();

    /** Deletes the topic, queue or stream, with all that is on it, as somebody might by mistake. */
    void deleteEvents(String group);

    /** Has the broker answer nothing, with its connections open, longer than any client waits. */
    void freeze();

    void thaw();

    /** Whether a member that does not come back for more loses its events to the others while its connection is open. */
    default boolean noticesHungMembers() {
        return true;
    }

    /** Whether a new group gets the events from before its time; otherwise an event without any group is an outage. */
    default boolean keepsEventsForNewGroups() {
        return true;
    }

    /** How long a test waits for what the broker has to do. */
    default Duration soon() {
        return Duration.ofSeconds(30);
    }

    @Override
    void close();
}
