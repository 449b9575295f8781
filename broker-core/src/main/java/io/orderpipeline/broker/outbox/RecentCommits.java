package io.orderpipeline.broker.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commit times of the last few batches: enough for a relay that keeps up, in constant memory. Thread-safe. */
final class RecentCommits {

    /** Batches, not orders; under load each batch holds hundreds. */
    static final int KEPT = 64;

    private final @Nullable Batch[] batches = new @Nullable Batch[KEPT];
    private int next;

    private record Batch(long firstSeq, long lastSeq, Instant at) {}

    synchronized void add(long firstSeq, long lastSeq, Instant at) {
        batches[next] = new Batch(firstSeq, lastSeq, at);
        next = (next + 1) % KEPT;
    }

    /** Null when none of the kept batches has this seq. */
    synchronized @Nullable Instant timeOf(long seq) {
        for (int back = 1; back <= KEPT; back++) {
            Batch batch = batches[(next - back + KEPT) % KEPT];
            if (batch == null || seq > batch.lastSeq()) {
                return null;
            }
            if (seq >= batch.firstSeq()) {
                return batch.at();
            }
        }
        return null;
    }
}
