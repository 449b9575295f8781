package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.edge.Refusal;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.Placement;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The result of placing an order, as status, headers and body. */
final class PlacementAnswer {

    /** Seconds after which a full queue has room again: it drains within one second. */
    private static final String BUSY_RETRY_AFTER = "1";

    /** Seconds after which an operator may have freed space. */
    private static final String FULL_RETRY_AFTER = "10";

    private PlacementAnswer() {}

    static ResponseEntity<?> of(Placement placement) {
        if (placement instanceof OrderAccepted accepted) {
            return ResponseEntity.accepted()
                    .header(HttpHeaders.LOCATION, OrderLocation.of(accepted.orderId()))
                    .body(new AnswerBody.Accepted(accepted.orderId()));
        }
        return refusal((OrderRefused) placement);
    }

    static ResponseEntity<?> of(OrdersUnavailableException unavailable) {
        return switch (unavailable.reason()) {
            case BUSY -> unavailable("too many orders are waiting, retry later", BUSY_RETRY_AFTER);
            case FULL -> unavailable("storage is full, retry later", FULL_RETRY_AFTER);
            case UNAVAILABLE -> unavailable("storage is not available, retry later", BUSY_RETRY_AFTER);
            case OUTCOME_UNKNOWN ->
                refusal(HttpStatus.SERVICE_UNAVAILABLE, "outcome unknown, retry with the same orderId");
        };
    }

    static ResponseEntity<?> internalError() {
        return refusal(HttpStatus.INTERNAL_SERVER_ERROR, "internal error");
    }

    private static ResponseEntity<?> refusal(OrderRefused refused) {
        if (refused instanceof OrderRefused.DuplicateItems items) {
            return refusal(HttpStatus.CONFLICT, "duplicate item(s): " + String.join(", ", items.itemIds()));
        }
        if (refused instanceof OrderRefused.IdempotencyKeyReused) {
            return refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key was used before with another request");
        }
        return refusal(HttpStatus.CONFLICT, "duplicate orderId");
    }

    private static ResponseEntity<?> refusal(HttpStatus status, String sentence) {
        return ResponseEntity.status(status).body(new Refusal(status.value(), sentence));
    }

    private static ResponseEntity<?> unavailable(String sentence, String retryAfter) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, retryAfter)
                .body(new Refusal(503, sentence));
    }
}
