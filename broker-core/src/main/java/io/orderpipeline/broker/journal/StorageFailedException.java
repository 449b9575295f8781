package io.orderpipeline.broker.journal;

/** It is unknown whether the last writes are on disk, and a retry could falsely succeed. Only a restart helps. */
public final class StorageFailedException extends JournalException {
    StorageFailedException(String message) {
        super(message);
    }

    StorageFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
