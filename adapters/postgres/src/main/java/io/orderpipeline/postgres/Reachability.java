package io.orderpipeline.postgres;

import io.orderpipeline.broker.LogValue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database can be reached; logs one line at the start of an outage and one at its end. An attempt that fails although others
 * succeed meanwhile is no outage: all connections of the pool are in use. Thread-safe.
 */
final class Reachability {

    private static final Logger log = LoggerFactory.getLogger(Reachability.class);

    private static final long BETWEEN_WARNINGS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long pauseNanos;

    private @Nullable String cause;
    private long lastReached = System.nanoTime();
    private long nextWarning = lastReached;
    private long awaySince;
    private long nextProbe;

    Reachability(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /** In an outage lets one caller per pause try to connect and rejects the others; otherwise lets all through. */
    synchronized void requireOrProbe() {
        if (cause == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - nextProbe < 0) {
            throw DatabaseException.refused(cause);
        }
        nextProbe = now + pauseNanos;
    }

    synchronized void reached() {
        lastReached = System.nanoTime();
        if (cause != null) {
            cause = null;
            log.info("database.back after={}ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - awaySince));
        }
    }

    /** @param began when the attempt began, in terms of {@link System#nanoTime} */
    synchronized void missed(String words, long began) {
        long now = System.nanoTime();
        if (lastReached - began > 0) {
            if (now - nextWarning >= 0) {
                nextWarning = now + BETWEEN_WARNINGS_NANOS;
                log.warn("database.pool_exhausted cause={}", LogValue.quoted(words));
            }
            return;
        }
        if (cause == null) {
            awaySince = now;
            log.warn("database.away cause={}", LogValue.quoted(words));
        }
        cause = words;
        nextProbe = now + pauseNanos;
    }
}
