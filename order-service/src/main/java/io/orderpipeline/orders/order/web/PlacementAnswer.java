package io.orderpipeline.orders.order.web;

import io.orderpipeline.orders.order.OrderAccepted;
import io.orderpipeline.orders.order.OrderRefused;
import io.orderpipeline.orders.order.Placement;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriUtils;

/** What became of an order, as status, headers and body. */
final class PlacementAnswer {

    private PlacementAnswer() {}

    static ResponseEntity<AnswerBody> of(Placement placement) {
        if (placement instanceof OrderAccepted accepted) {
            return ResponseEntity.accepted()
                    .header(
                            HttpHeaders.LOCATION,
                            "/orders/" + UriUtils.encode(accepted.orderId(), StandardCharsets.UTF_8))
                    .body(new AnswerBody.Accepted(accepted.orderId()));
        }
        return refusal((OrderRefused) placement);
    }

    private static ResponseEntity<AnswerBody> refusal(OrderRefused refused) {
        if (refused instanceof OrderRefused.DuplicateItems items) {
            return refusal(HttpStatus.CONFLICT, "duplicate item(s): " + String.join(", ", items.itemIds()));
        }
        if (refused instanceof OrderRefused.IdempotencyKeyReused) {
            return refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key was used before with another request");
        }
        return refusal(HttpStatus.CONFLICT, "duplicate orderId");
    }

    private static ResponseEntity<AnswerBody> refusal(HttpStatus status, String sentence) {
        return ResponseEntity.status(status).body(new AnswerBody.Refusal(sentence));
    }
}
