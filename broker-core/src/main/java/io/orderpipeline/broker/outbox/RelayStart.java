package io.orderpipeline.broker.outbox;

import java.util.Optional;

/**
 * Where the first relay of a store starts, if events of its orders were already delivered from another store.
 *
 * @param handledSeq   the last seq handled by the bus inside one JVM, 0 for none
 * @param broker       to which further events were published; empty for none
 * @param publishedSeq the last seq published to that broker, 0 for none; these events may not be handled yet
 */
public record RelayStart(long handledSeq, Optional<String> broker, long publishedSeq) {

    /** The seq up to which the relay treats events as done. */
    public long doneSeq() {
        return isBehindBroker() ? publishedSeq : handledSeq;
    }

    /** Whether {@link #doneSeq} is what the broker has, and so applies only to a relay that publishes to it. */
    public boolean isBehindBroker() {
        return broker.isPresent() && publishedSeq > 0;
    }
}
