package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import java.time.Instant;

/**
 * Which entries to replay.
 *
 * @param fromSeq the first seq, at least 1
 * @param toSeq   the last seq
 * @param from    the earliest time of an order
 * @param until   the time before which an order was accepted
 */
public record ReplayRange(long fromSeq, long toSeq, Instant from, Instant until) {

    public ReplayRange {
        if (fromSeq < 1 || toSeq < fromSeq) {
            throw new IllegalArgumentException("no seq is from " + fromSeq + " to " + toSeq);
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("no time is from " + from + " until " + until);
        }
    }

    /** Entries by seq, both ends included. */
    public static ReplayRange ofSeqs(long fromSeq, long toSeq) {
        return new ReplayRange(fromSeq, toSeq, Instant.MIN, Instant.MAX);
    }

    /** Entries of orders accepted at or after {@code from} and before {@code until}. */
    public static ReplayRange ofTimes(Instant from, Instant until) {
        return new ReplayRange(1, Long.MAX_VALUE, from, until);
    }

    /** Events without a known time are in every range of times. */
    boolean contains(Event event) {
        return !(event instanceof OrderCreated order)
                || (!order.createdAt().isBefore(from) && order.createdAt().isBefore(until));
    }
}
