package io.orderpipeline.peer.orders;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The part of {@code POST /orders} that the benchmark's load uses. */
@RestController
class OrderController {

    private final OrderPlacement orders;
    private final JsonMapper json;

    OrderController(OrderPlacement orders, JsonMapper json) {
        this.orders = orders;
        this.json = json;
    }

    record Request(@Nullable String orderId, @Nullable List<String> itemId) {}

    @PostMapping("/orders")
    ResponseEntity<String> post(@RequestBody Request request) {
        if (request.orderId() == null
                || request.itemId() == null
                || request.itemId().isEmpty()) {
            return answer(HttpStatus.BAD_REQUEST, Map.of("error", "orderId and itemId are required"));
        }
        try {
            orders.place(request.orderId(), request.itemId());
            return answer(HttpStatus.ACCEPTED, Map.of("orderId", request.orderId()));
        } catch (DuplicateKeyException e) {
            return answer(HttpStatus.CONFLICT, Map.of("error", "duplicate"));
        }
    }

    /** Sent as text, so that it has a Content-Length: the benchmark's client does not read chunks. */
    private ResponseEntity<String> answer(HttpStatus status, Map<String, String> body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(body));
    }
}
