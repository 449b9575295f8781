package io.orderpipeline.broker.inbox.file;

import io.orderpipeline.broker.inbox.DeadLetterState;
import java.util.Arrays;

/**
 * The part of a letter that is kept in memory.
 *
 * @param order     a hash of the order's id
 * @param state     its state
 * @param cause     the cause of its last failure
 * @param positions of its changes in the file, oldest first
 */
@SuppressWarnings("ArrayRecordComponent") // created here, never changed, never compared
record LetterEntry(int order, DeadLetterState state, String cause, long[] positions) {

    LetterEntry with(DeadLetterState newState, String newCause, long position) {
        long[] more = Arrays.copyOf(positions, positions.length + 1);
        more[positions.length] = position;
        return new LetterEntry(order, newState, newCause, more);
    }

    boolean isOpen() {
        return state != DeadLetterState.REDELIVERED;
    }
}
