package io.orderpipeline.broker.journal;

/** Nothing was stored, what was stored before is intact, and a later try may succeed. */
public sealed class StorageUnavailableException extends JournalException permits StorageFullException {
    StorageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
