package io.orderpipeline.broker.relay;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an operator has paused the relay; logged every minute so that it is not forgotten. Thread-safe. */
final class PauseSwitch {

    private static final Logger log = LoggerFactory.getLogger(PauseSwitch.class);

    private static final long REMINDS_EVERY = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private boolean on;
    private long since;
    private long remindAt;

    PauseSwitch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized boolean isOn() {
        return on;
    }

    /** Pauses or resumes; false if it was so already. */
    synchronized boolean turn(boolean nowOn) {
        boolean changed = on != nowOn;
        if (changed) {
            on = nowOn;
            since = nanoTime.getAsLong();
            remindAt = since + REMINDS_EVERY;
        }
        return changed;
    }

    /** Logs a reminder of the pause when it is due; returns the nanoseconds until the next one. */
    synchronized long remind(long doneSeq) {
        if (!on) {
            return Long.MAX_VALUE;
        }
        long now = nanoTime.getAsLong();
        if (remindAt - now <= 0) {
            remindAt = now + REMINDS_EVERY;
            log.warn(
                    "relay.still_paused for={}s doneSeq={}",
                    Duration.ofNanos(now - since).toSeconds(),
                    doneSeq);
        }
        return remindAt - now;
    }
}
