package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.edge.Refusal;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.Placement;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers as status, headers and JSON. The content type is explicit, so that no Accept header can suppress the body. */
final class Answers {

    /** Seconds after which a full queue has room again: it drains within one second. */
    static final String BUSY_RETRY_AFTER = "1";

    /** Seconds after which an operator may have freed space. */
    private static final String FULL_RETRY_AFTER = "10";

    private Answers() {}

    static ResponseEntity<byte[]> of(Placement placement) {
        if (placement instanceof OrderAccepted accepted) {
            return with(HttpStatus.ACCEPTED)
                    .header(HttpHeaders.LOCATION, OrderLocation.of(accepted.orderId()))
                    .body(new AnswerBody.Accepted(accepted.orderId()).json());
        }
        if (placement instanceof OrderRefused.DuplicateItems items) {
            return refusal(HttpStatus.CONFLICT, "duplicate item(s): " + String.join(", ", items.itemIds()));
        }
        if (placement instanceof OrderRefused.IdempotencyKeyReused) {
            return refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key was used before with another request");
        }
        return refusal(HttpStatus.CONFLICT, "duplicate orderId");
    }

    static ResponseEntity<byte[]> of(OrdersUnavailableException unavailable) {
        return switch (unavailable.reason()) {
            case BUSY -> unavailable("too many orders are waiting, retry later", BUSY_RETRY_AFTER);
            case FULL -> unavailable("storage is full, retry later", FULL_RETRY_AFTER);
            case UNAVAILABLE -> unavailable("storage is not available, retry later", BUSY_RETRY_AFTER);
            case OUTCOME_UNKNOWN ->
                refusal(HttpStatus.SERVICE_UNAVAILABLE, "outcome unknown, retry with the same orderId");
        };
    }

    static ResponseEntity<byte[]> internalError() {
        return refusal(HttpStatus.INTERNAL_SERVER_ERROR, "internal error");
    }

    static ResponseEntity<byte[]> unavailable(String sentence, String retryAfter) {
        return with(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, retryAfter)
                .body(new Refusal(503, sentence).json());
    }

    static ResponseEntity<byte[]> refusal(HttpStatusCode status, String sentence) {
        return with(status).body(new Refusal(status.value(), sentence).json());
    }

    /** An answer whose body is to be added. */
    static ResponseEntity.BodyBuilder with(HttpStatusCode status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }
}
