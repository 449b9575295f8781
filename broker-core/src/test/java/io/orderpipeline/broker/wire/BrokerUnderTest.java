package io.orderpipeline.broker.wire;

import java.time.Duration;

/** A broker as the contract tests need it. It runs from its creation to its close. */
public interface BrokerUnderTest extends AutoCloseable {

    /** Starts a test on a new topic. */
    void openTopic();

    /** A new connection that sends to the topic. */
    Sender connectSender();

    /** Connects members of groups to the topic. */
    Receiver.Connector connector();

    /** Publishes a message that did not come from a {@link Sender}. */
    void sendForeign(byte[] body);

    /** Kills the broker without notifying its clients; stored messages stay on its disk. */
    void stop();

    /** Starts it again, at the same address. */
    void start();

    /** Deletes the topic, queue or stream with its messages, as an operator might by mistake. */
    void deleteEvents(String group);

    /** Makes the broker unresponsive, with its connections open, for longer than any client waits. */
    void freeze();

    void thaw();

    /** Whether a member that stops polling loses its events to the others while its connection is open. */
    default boolean noticesHungMembers() {
        return true;
    }

    /** Whether a new group gets events published before it existed; otherwise publishing without any group is an outage. */
    default boolean keepsEventsForNewGroups() {
        return true;
    }

    /** How long a test waits for the broker. */
    default Duration soon() {
        return Duration.ofSeconds(30);
    }

    @Override
    void close();
}
