package io.orderpipeline.broker.relay;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The visible state of a relay: written by its thread, read by any. Thread-safe. */
final class RelayState {

    private static final long BETWEEN_STEPS = Long.MIN_VALUE;
    /** Far longer than any step takes, since steps never block. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    final PublishCounts counts = new PublishCounts();
    final DoneSeq doneSeq = new DoneSeq();
    final PauseSwitch pause;
    private final LongSupplier nanoTime;

    private volatile RelayStatus.State state = RelayStatus.State.STOPPED;
    /** When the current step began, by {@link #nanoTime}. */
    private volatile long stepBegan = BETWEEN_STEPS;

    RelayState(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.pause = new PauseSwitch(nanoTime);
    }

    void beginStep() {
        stepBegan = nanoTime.getAsLong();
    }

    void endStep() {
        stepBegan = BETWEEN_STEPS;
    }

    void become(RelayStatus.State newState) {
        state = newState;
    }

    boolean is(RelayStatus.State other) {
        return state == other;
    }

    /** The state to show operators: STALLED takes precedence over PAUSED, and STOPPED over both. */
    RelayStatus.State shown() {
        RelayStatus.State now = state;
        long began = stepBegan;
        if (now == RelayStatus.State.STOPPED) {
            return now;
        }
        if (began != BETWEEN_STEPS && nanoTime.getAsLong() - began > LONGEST_STEP.toNanos()) {
            return RelayStatus.State.STALLED;
        }
        return pause.isOn() ? RelayStatus.State.PAUSED : now;
    }
}
