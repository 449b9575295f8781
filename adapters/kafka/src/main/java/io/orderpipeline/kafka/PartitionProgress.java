package io.orderpipeline.kafka;

import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which messages of one partition are done, from its assignment to its loss. They finish in any order, but Kafka stores a single offset:
 * that of the lowest that is not done. Thread-safe.
 */
final class PartitionProgress {

    private static final long NONE = -1;

    private final NavigableSet<Long> unfinished = new TreeSet<>();
    /** The offset after the last message received. */
    private long next;

    private long committed;
    private boolean lost;

    /** For a partition that nothing was committed for. */
    PartitionProgress() {
        this(NONE);
    }

    /** For a partition that is read from a committed offset on. */
    PartitionProgress(long committed) {
        this.next = committed;
        this.committed = committed;
    }

    synchronized void received(long offset) {
        unfinished.add(offset);
        next = offset + 1;
    }

    /**
     * Whether this offset was passed already, and now belongs to another message: the topic was created again, or a new leader had not all
     * of its messages.
     */
    synchronized boolean hasPassed(long offset) {
        return offset < next;
    }

    /** How many messages before this one were never received. */
    synchronized long missedBefore(long offset) {
        return next == NONE ? 0 : offset - next;
    }

    synchronized void done(long offset) {
        unfinished.remove(offset);
        notifyAll();
    }

    /** The offset to commit, if it differs from the last one committed. */
    synchronized OptionalLong toCommit() {
        long lowest = unfinished.isEmpty() ? next : unfinished.first();
        return lost || lowest == NONE || lowest == committed ? OptionalLong.empty() : OptionalLong.of(lowest);
    }

    synchronized void committed(long offset) {
        committed = offset;
    }

    /** Waits until every received message is done, or until the deadline. */
    synchronized void awaitAllDone(long deadlineNanos) throws InterruptedException {
        while (!unfinished.isEmpty()) {
            long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Marks the partition as belonging to another member. */
    synchronized void lose() {
        lost = true;
    }

    synchronized boolean isLost() {
        return lost;
    }
}
