package io.orderpipeline.broker.journal;

/** A write failed and was taken back: nothing was stored, what was stored before is intact, and a later try may succeed. */
public final class StorageFullException extends JournalException {
    StorageFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
