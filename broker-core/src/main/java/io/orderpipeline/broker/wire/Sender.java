package io.orderpipeline.broker.wire;

import java.util.concurrent.CompletionStage;

/** A broker's client that sends. All calls come from one thread, but for {@link #close}. */
public interface Sender extends AutoCloseable {

    /**
     * Sends a message, connecting first where necessary. May block for two seconds.
     *
     * @return completes when the broker has taken responsibility for the message; fails with an
     *     {@link io.orderpipeline.broker.bus.Outage} when it cannot now, and with {@link IllegalArgumentException} when the message is
     *     too large for it
     * @throws io.orderpipeline.broker.bus.Outage when the broker is away
     */
    CompletionStage<Void> send(WireMessage message);

    /** Gives up what is unfinished and disconnects, within two seconds. */
    @Override
    void close();
}
