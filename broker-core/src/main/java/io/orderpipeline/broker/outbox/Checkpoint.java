package io.orderpipeline.broker.outbox;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;

/**
 * How far the relay of an outbox has come, and which relay that is: of several on one store, one at a time owns the checkpoint and
 * publishes. Thread-safe.
 */
public interface Checkpoint {

    /**
     * Asks for the ownership, without waiting for it. An owner that asks again gets a new lease, and its old one is lost.
     *
     * @throws Outage when the store cannot be reached now; it may be asked again
     */
    Ownership acquire();

    /** Who owns the checkpoint. */
    sealed interface Ownership {}

    /**
     * The caller does.
     *
     * @param lease to be closed when it is no longer needed
     */
    record Held(Lease lease) implements Ownership {}

    /**
     * Another relay does.
     *
     * @param owner   which one, for operators
     * @param doneSeq how far it has come by what it saved last
     * @param retryIn when to ask again; more than zero
     */
    record HeldElsewhere(String owner, long doneSeq, Duration retryIn) implements Ownership {

        public HeldElsewhere {
            if (retryIn.isNegative() || retryIn.isZero()) {
                throw new IllegalArgumentException("the pause must be more than zero, not " + retryIn);
            }
        }
    }
}
