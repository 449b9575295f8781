package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.wire.ConsumerStatus.State;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The visible state of a subscription: written by its thread, read by any. Thread-safe. */
final class ConsumerState {

    private static final long BETWEEN_STEPS = Long.MIN_VALUE;
    /** Longer than any broker client waits for a response. */
    static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private volatile ConsumerStatus status = new ConsumerStatus(State.DISCONNECTED, "not connected yet", 0);
    /** When the current step began. */
    private volatile long stepBegan = BETWEEN_STEPS;

    ConsumerState(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void beginStep() {
        stepBegan = nanoTime.getAsLong();
    }

    void endStep(State state, String reason, int inHand) {
        status = new ConsumerStatus(state, reason, inHand);
        stepBegan = BETWEEN_STEPS;
    }

    ConsumerStatus shown() {
        ConsumerStatus last = status;
        long began = stepBegan;
        boolean stuck = began != BETWEEN_STEPS && nanoTime.getAsLong() - began > LONGEST_STEP.toNanos();
        return stuck && last.state() != State.STOPPED
                ? new ConsumerStatus(
                        State.STALLED, "one step takes longer than " + LONGEST_STEP.toSeconds() + " s", last.inHand())
                : last;
    }
}
