package io.orderpipeline.broker.outbox;

/** A checkpoint could not be saved, for example because the disk is full. The save may be retried. */
public final class CheckpointNotSavedException extends RuntimeException {

    public CheckpointNotSavedException(String message, Throwable cause) {
        super(message, cause);
    }
}
