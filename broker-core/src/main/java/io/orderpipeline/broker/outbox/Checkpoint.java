package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;

/**
 * The progress of an outbox's relay, and which relay owns it: if several share a store, one at a time owns the checkpoint and publishes.
 * Thread-safe.
 */
public interface Checkpoint {

    /**
     * Tries to become the owner, without waiting. An owner that calls this again gets a new lease and loses its old one.
     *
     * @throws Outage when the store cannot be reached now; the call may be retried
     */
    Ownership acquire();

    /** Who owns the checkpoint. */
    sealed interface Ownership {}

    /**
     * The caller owns it.
     *
     * @param lease to be closed when it is no longer needed
     */
    record Held(Lease lease) implements Ownership {}

    /**
     * Another relay owns it.
     *
     * @param owner   which one, for operators
     * @param doneSeq the seq it saved last
     * @param retryIn when to try again; more than zero
     */
    record HeldElsewhere(String owner, long doneSeq, Duration retryIn) implements Ownership {

        public HeldElsewhere {
            if (retryIn.isNegative() || retryIn.isZero()) {
                throw new IllegalArgumentException("the pause must be more than zero, not " + retryIn);
            }
        }
    }
}
