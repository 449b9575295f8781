package io.orderpipeline.orders.placing.web;

import java.nio.charset.StandardCharsets;

/** Complete requests, as text, for {@link RawHttp}. Header lines end with CRLF. */
public final class Requests {

    /** The part after the path. */
    public static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    public static final String JSON = "Content-Type: application/json\r\n";

    private Requests() {}

    public static String post(String body, String... headerLines) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "POST /orders" + HOST + JSON + String.join("", headerLines) + "Content-Length: " + length + "\r\n\r\n"
                + body;
    }

    public static String get(String path, String... headerLines) {
        return "GET " + path + HOST + String.join("", headerLines) + "\r\n";
    }

    public static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }
}
