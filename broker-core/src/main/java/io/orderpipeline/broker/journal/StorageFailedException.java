package io.orderpipeline.broker.journal;

/** Whether the last writes are on disk is unknown, and asking again would get a lie for an answer. Only a restart helps. */
public final class StorageFailedException extends JournalException {
    StorageFailedException(String message) {
        super(message);
    }

    StorageFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
