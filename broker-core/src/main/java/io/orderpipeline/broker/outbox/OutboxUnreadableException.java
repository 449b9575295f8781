package io.orderpipeline.broker.outbox;

/**
 * The outbox cannot be read now: it is damaged, incomplete or unreachable. The message says where and why, for operators. The read may
 * be retried; no entry was skipped.
 */
public final class OutboxUnreadableException extends RuntimeException {

    public OutboxUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    public OutboxUnreadableException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
