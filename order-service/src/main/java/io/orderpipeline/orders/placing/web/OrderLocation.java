package io.orderpipeline.orders.placing.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/**
 * The address of an order: {@code /orders/{orderId}}, unless the id cannot appear in a path. An encoded slash or backslash is refused in
 * every path, because servers in front may decode it; and clients and proxies resolve {@code .} and {@code ..} before they send them. Such
 * an order is at {@code /orders?orderId=}.
 */
final class OrderLocation {

    private OrderLocation() {}

    static String of(String orderId) {
        boolean fitsAPath =
                orderId.indexOf('/') < 0 && orderId.indexOf('\\') < 0 && !orderId.equals(".") && !orderId.equals("..");
        return (fitsAPath ? "/orders/" : "/orders?orderId=") + UriUtils.encode(orderId, StandardCharsets.UTF_8);
    }
}
