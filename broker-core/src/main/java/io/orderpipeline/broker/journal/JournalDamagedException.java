package io.orderpipeline.broker.journal;

/** Acknowledged records are damaged or missing. Nothing was changed; an operator has to decide what to do. */
public final class JournalDamagedException extends JournalException {
    JournalDamagedException(String message) {
        super(message);
    }
}
