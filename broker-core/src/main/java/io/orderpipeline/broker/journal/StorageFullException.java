package io.orderpipeline.broker.journal;

/** A write failed and was rolled back. */
public final class StorageFullException extends StorageUnavailableException {
    StorageFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
