package io.orderpipeline.broker.journal;

/** Records that were acknowledged are damaged or missing. Nothing was changed; a person has to decide. */
public final class JournalDamagedException extends JournalException {
    JournalDamagedException(String message) {
        super(message);
    }
}
