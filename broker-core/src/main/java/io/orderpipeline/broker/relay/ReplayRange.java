package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.outbox.Outbox;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.time.Instant;

/**
 * Which entries to replay.
 *
 * @param fromSeq the first seq; 0 for the oldest entry still kept
 * @param toSeq   the last seq
 * @param from    orders accepted at or after this time
 * @param until   orders accepted before this time
 */
public record ReplayRange(long fromSeq, long toSeq, Instant from, Instant until) {

    public ReplayRange {
        if (fromSeq < 0 || toSeq < fromSeq) {
            throw new IllegalArgumentException("invalid range of seqs: " + fromSeq + " to " + toSeq);
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("invalid range of times: " + from + " until " + until);
        }
    }

    /**
     * Entries by seq, both ends included.
     *
     * @throws IllegalArgumentException when there is no such seq
     */
    public static ReplayRange ofSeqs(long fromSeq, long toSeq) {
        if (fromSeq < 1) {
            throw new IllegalArgumentException("invalid range of seqs: " + fromSeq + " to " + toSeq);
        }
        return new ReplayRange(fromSeq, toSeq, Instant.MIN, Instant.MAX);
    }

    /** Entries of orders accepted at or after {@code from} and before {@code until}. */
    public static ReplayRange ofTimes(Instant from, Instant until) {
        return new ReplayRange(0, Long.MAX_VALUE, from, until);
    }

    /** Entries from the oldest one still kept to {@code toSeq} inclusive. */
    public static ReplayRange upTo(long toSeq) {
        return new ReplayRange(0, toSeq, Instant.MIN, Instant.MAX);
    }

    boolean isFromTheOldest() {
        return fromSeq == 0;
    }

    /**
     * Checks that its first entry is still kept.
     *
     * @throws IllegalArgumentException when it is not
     */
    void requireKeptBy(Outbox outbox) {
        long first;
        try {
            first = outbox.firstSeq();
        } catch (OutboxUnreadableException e) {
            return; // The replay will fail on it and report why.
        }
        if (!isFromTheOldest() && fromSeq < first) {
            throw new IllegalArgumentException(
                    "seq " + fromSeq + " is no longer kept, the oldest entry has seq " + first);
        }
    }

    /** Events without a known time are in every range of times. */
    boolean contains(Event event) {
        return !(event instanceof OrderCreated order)
                || (!order.createdAt().isBefore(from) && order.createdAt().isBefore(until));
    }
}
