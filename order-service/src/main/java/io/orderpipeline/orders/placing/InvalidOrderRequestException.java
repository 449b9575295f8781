package io.orderpipeline.orders.placing;

/** The request cannot become an order; the message is the sentence the client reads. Carries no stack trace: it is expected. */
public final class InvalidOrderRequestException extends RuntimeException {

    public InvalidOrderRequestException(String message) {
        super(message, null, false, false);
    }
}
