package io.orderpipeline.broker.journal;

/** Nothing was stored, earlier records are intact, and a later attempt may succeed. */
public sealed class StorageUnavailableException extends JournalException permits StorageFullException {
    StorageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
