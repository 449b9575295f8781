package io.orderpipeline.broker.wire;

import java.util.concurrent.CompletionStage;

/** The sending side of a broker's client. All calls except {@link #close} come from one thread. */
public interface Sender extends AutoCloseable {

    /**
     * Sends a message, connecting first where necessary. May block for two seconds.
     *
     * @return completes when the broker has taken responsibility for the message; fails with an
     *     {@link io.orderpipeline.broker.bus.Outage} when it cannot do so now, and with {@link IllegalArgumentException} when the message
     *     is too large for it
     * @throws io.orderpipeline.broker.bus.Outage when the broker is unavailable
     */
    CompletionStage<Void> send(WireMessage message);

    /** Abandons unfinished messages and disconnects, within two seconds. */
    @Override
    void close();
}
