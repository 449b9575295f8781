package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import java.time.Instant;

/** One thing that happened to a letter. */
public sealed interface DeadLetterChange {

    /** The letter's id, see {@link DeadLetter#idOf}. */
    String id();

    /** When it happened. */
    Instant at();

    /** The letter's state from then on. */
    DeadLetterState state();

    /** The event could not be handled. The only kind of change that opens a letter. */
    sealed interface Failed extends DeadLetterChange {

        /** The event itself. */
        Event event();

        /** Why, and how often it was tried. */
        Failure failure();
    }

    /** An attempt failed, and another one will follow on its own. */
    record Retrying(Event event, Failure failure) implements Failed {
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
            return DeadLetterState.RETRYING;
        }
    }

    /** The last attempt failed, or a redrive did. */
    record Died(Event event, Failure failure) implements Failed {
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

    /** A later attempt, or a redrive, delivered the event. */
    record Redelivered(String id, Instant at) implements DeadLetterChange {
        @Override
        public DeadLetterState state() {
            return DeadLetterState.REDELIVERED;
        }
    }

    /**
     * An operator gave the event up.
     *
     * @param reason why, in the operator's words
     */
    record Discarded(String id, String reason, Instant at) implements DeadLetterChange {
        @Override
        public DeadLetterState state() {
            return DeadLetterState.DISCARDED;
        }
    }
}
