package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a dead letter. */
public sealed interface DeadLetterChange {

    /** The letter's id, see {@link DeadLetter#idOf}. */
    String id();

    /** When it happened, in whole milliseconds, as stored. */
    Instant at();

    /** The letter's state after the change. */
    DeadLetterState state();

    /**
     * The event could not be handled: its last attempt or a redrive failed. The only kind of change that opens a letter.
     *
     * @param traceParent the trace of the request that the event came from, if it was traced
     */
    record Died(Event event, Failure failure, @Nullable String traceParent) implements DeadLetterChange {

        /** The death of an event that was not traced. */
        public Died(Event event, Failure failure) {
            this(event, failure, null);
        }

        @Override
        public String id() {
            return DeadLetter.idOf(event);
        }

        @Override
        public Instant at() {
            return failure.lastAttemptAt();
        }

        @Override
        public DeadLetterState state() {
            return DeadLetterState.DEAD;
        }
    }

    /** A redrive has delivered the event. */
    record Redelivered(String id, Instant at) implements DeadLetterChange {

        public Redelivered {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public DeadLetterState state() {
            return DeadLetterState.REDELIVERED;
        }
    }

    /**
     * An operator has given up on the event.
     *
     * @param reason why, in the operator's words
     */
    record Discarded(String id, String reason, Instant at) implements DeadLetterChange {

        public Discarded {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public DeadLetterState state() {
            return DeadLetterState.DISCARDED;
        }
    }
}
