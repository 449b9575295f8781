package io.orderpipeline.broker.outbox;

/** Another owner has taken over the checkpoint. Carries no stack trace: it is expected. */
public final class LeaseLostException extends RuntimeException {

    /** @param message names the current owner, for operators */
    public LeaseLostException(String message) {
        super(message, null, false, false);
    }
}
