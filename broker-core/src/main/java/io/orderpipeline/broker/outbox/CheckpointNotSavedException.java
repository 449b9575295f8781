package io.orderpipeline.broker.outbox;

/** A checkpoint could not be saved, for example because the disk is full. Saving may be tried again. */
public final class CheckpointNotSavedException extends RuntimeException {

    public CheckpointNotSavedException(String message, Throwable cause) {
        super(message, cause);
    }
}
