package io.orderpipeline.broker.outbox;

import java.util.Optional;

/**
 * Where the first relay of a store begins, when events of its orders were delivered from another store before.
 *
 * @param handledSeq   by the bus inside one JVM, 0 for none; these are handled
 * @param broker       to which others were published; empty for none
 * @param publishedSeq to that broker, 0 for none; these may still wait there
 */
public record RelayStart(long handledSeq, Optional<String> broker, long publishedSeq) {

    /** Up to where the relay takes events for done. */
    public long doneSeq() {
        return isBehindBroker() ? publishedSeq : handledSeq;
    }

    /** Whether that is what the broker has, and counts for a relay that publishes to it alone. */
    public boolean isBehindBroker() {
        return broker.isPresent() && publishedSeq > 0;
    }
}
