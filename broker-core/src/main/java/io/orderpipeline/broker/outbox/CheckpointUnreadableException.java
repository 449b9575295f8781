package io.orderpipeline.broker.outbox;

/** The saved checkpoint cannot be read or understood; the message says what was found. */
public final class CheckpointUnreadableException extends RuntimeException {

    public CheckpointUnreadableException(String message) {
        super(message);
    }

    public CheckpointUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
