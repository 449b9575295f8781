package io.orderpipeline.orders.placing;

/** The request is not a valid order; the message is the sentence the client reads. Carries no stack trace, because it is expected. */
public final class InvalidOrderRequestException extends RuntimeException {

    public InvalidOrderRequestException(String message) {
        super(message, null, false, false);
    }
}
