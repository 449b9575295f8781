package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.edge.Echo;
import io.orderpipeline.orders.access.Caller;
import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.orders.placing.OrderProgress.Reached;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.PlaceOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
final class OrderController {

    private final PlaceOrder placeOrder;
    private final Orders orders;
    private final ObjectProvider<OrderProgress> progress;
    private final OrderPages pages;
    private final AsyncAnswers answers;

    OrderController(
            PlaceOrder placeOrder,
            Orders orders,
            ObjectProvider<OrderProgress> progress,
            OrderPages pages,
            AsyncAnswers answers) {
        this.placeOrder = placeOrder;
        this.orders = orders;
        this.progress = progress;
        this.pages = pages;
        this.answers = answers;
    }

    /**
     * No thread waits while the order becomes durable, so a slow disk does not use up the threads. Takes the request as it is: Spring would
     * create a binder for each parameter.
     */
    @PostMapping
    void place(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        byte[] body = request.getInputStream().readAllBytes();
        String type = request.getContentType();
        if (body.length > 0 && !isJson(type)) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
        }
        refuseUnknown(request);
        String header = request.getHeader("Idempotency-Key");
        String key = header == null ? null : keyOf(Caller.of(request), header);
        answers.await(placeOrder.place(OrderRequestReader.read(body), key), request, response);
    }

    private static boolean isJson(@Nullable String type) {
        try {
            return type != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static String keyOf(@Nullable String caller, String header) {
        if (caller != null && caller.isEmpty()) {
            throw new InvalidOrderRequestException("Idempotency-Key needs a token that names its caller (sub)");
        }
        return IdempotencyKey.of(caller, IdempotencyKeyHeader.parse(header));
    }

    @GetMapping
    ResponseEntity<byte[]> orders(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        refuseUnknown(request, "after", "limit");
        return pages.answer(PageQuery.of(after, limit));
    }

    @GetMapping("/{orderId}")
    ResponseEntity<byte[]> order(@PathVariable String orderId, HttpServletRequest request) {
        refuseUnknown(request);
        return show(orderId);
    }

    /** For any orderId, including those that cannot appear in a path: see {@link OrderLocation}. */
    @GetMapping(params = "orderId")
    ResponseEntity<byte[]> orderNamedInTheQuery(@RequestParam String orderId, HttpServletRequest request) {
        refuseUnknown(request, "orderId");
        return show(orderId);
    }

    /** A misspelt name is refused: ignoring it would answer a different question. */
    private static void refuseUnknown(HttpServletRequest request, String... known) {
        for (String name : request.getParameterMap().keySet()) {
            if (!List.of(known).contains(name)) {
                throw new InvalidOrderRequestException("unknown parameter \"" + Echo.of(name) + "\"");
            }
        }
    }

    private ResponseEntity<byte[]> show(String orderId) {
        return orders.find(orderId)
                .map(order -> Answers.with(HttpStatus.OK)
                        .body(AnswerBody.PlacedOrder.of(order, reached(order)).json()))
                .orElseGet(() -> Answers.refusal(HttpStatus.NOT_FOUND, "unknown orderId"));
    }

    private @Nullable Reached reached(Order order) {
        OrderProgress known = progress.getIfAvailable();
        return known == null ? null : known.of(order).orElse(null);
    }
}
