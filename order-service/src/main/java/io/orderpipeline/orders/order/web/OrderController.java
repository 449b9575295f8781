package io.orderpipeline.orders.order.web;

import io.orderpipeline.orders.order.Orders;
import io.orderpipeline.orders.order.PlaceOrder;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
final class OrderController {

    private final PlaceOrder placeOrder;
    private final Orders orders;

    OrderController(PlaceOrder placeOrder, Orders orders) {
        this.placeOrder = placeOrder;
        this.orders = orders;
    }

    /** No thread waits while the order becomes durable, so that a slow disk leaves threads for everybody else. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    CompletableFuture<ResponseEntity<AnswerBody>> place(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        String key = idempotencyKey == null ? null : IdempotencyKeyHeader.parse(idempotencyKey);
        return placeOrder
                .place(OrderRequestReader.read(body == null ? new byte[0] : body), key)
                .thenApply(PlacementAnswer::of);
    }

    @GetMapping
    ResponseEntity<AnswerBody> orders(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        return OrderPage.read(orders, PageQuery.of(after, limit)).answer();
    }

    @GetMapping("/{orderId}")
    ResponseEntity<AnswerBody> order(@PathVariable String orderId) {
        return orders.find(orderId)
                .map(order -> ResponseEntity.ok((AnswerBody) AnswerBody.PlacedOrder.of(order)))
                .orElseGet(() ->
                        ResponseEntity.status(HttpStatus.NOT_FOUND).body(new AnswerBody.Refusal("unknown orderId")));
    }
}
