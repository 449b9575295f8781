package io.orderpipeline.broker.inbox;

/** The inbox cannot record anything now, for example because its disk is full. An outage, not the event's fault. */
public final class InboxUnavailableException extends RuntimeException {

    public InboxUnavailableException(String message) {
        super(message);
    }

    public InboxUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
