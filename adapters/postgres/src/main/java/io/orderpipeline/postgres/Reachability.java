package io.orderpipeline.postgres;

import io.orderpipeline.broker.LogValue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the last attempts to connect succeeded; logs one line at the start of an outage and one at its end. Thread-safe. */
final class Reachability {

    private static final Logger log = LoggerFactory.getLogger(Reachability.class);

    private final long pauseNanos;

    private @Nullable String cause;
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
        if (cause != null) {
            cause = null;
            log.info("database.back after={}ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - awaySince));
        }
    }

    synchronized void missed(String words) {
        long now = System.nanoTime();
        if (cause == null) {
            awaySince = now;
            log.warn("database.away cause={}", LogValue.quoted(words));
        }
        cause = words;
        nextProbe = now + pauseNanos;
    }
}
