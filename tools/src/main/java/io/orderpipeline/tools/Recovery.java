package io.orderpipeline.tools;

import io.orderpipeline.tools.cluster.Cluster;
import io.orderpipeline.tools.cluster.Party;
import io.orderpipeline.tools.judge.Archive;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits after the last fault until everything is notified, or until that clearly will not happen. */
final class Recovery {

    private static final long LONGEST_NANOS = Duration.ofMinutes(8).toNanos();
    /** Longer than a lease, a claim, and the time after which a broker gives up on a killed consumer. */
    private static final long QUIET_NANOS = Duration.ofSeconds(45).toNanos();

    private static final long UNKNOWN = -1;

    private final Cluster cluster;
    private final Archive archive;
    private final Consumer<String> log;

    Recovery(Cluster cluster, Archive archive, Consumer<String> log) {
        this.cluster = cluster;
        this.archive = archive;
        this.log = log;
    }

    void await() throws InterruptedException {
        long start = System.nanoTime();
        long changed = start;
        long before = UNKNOWN;
        long left = left();
        while (left != 0 && System.nanoTime() - start < LONGEST_NANOS && System.nanoTime() - changed < QUIET_NANOS) {
            TimeUnit.MILLISECONDS.sleep(250);
            boolean isReady = cluster.parties().values().stream().allMatch(Party::isReady);
            if (left != before || left == UNKNOWN || !isReady) {
                changed = System.nanoTime();
                before = left;
            }
            left = left();
        }
        log.accept("proof.recovered after_ms=" + (System.nanoTime() - start) / 1_000_000 + " not_notified=" + left);
    }

    private long left() {
        try {
            return archive.notNotified();
        } catch (SQLException e) {
            // The server has just been started.
            return UNKNOWN;
        }
    }
}
