package io.orderpipeline.orders.edge;

import java.nio.charset.StandardCharsets;

/** A whole answer, for those who refuse before there is a request to answer. */
final class RawRefusal {

    private RawRefusal() {}

    /** Status line, headers and body, as all other refusals have them; the connection ends behind it. */
    static byte[] of(int status, String sentence) {
        String body = "{\"error\":\"" + sentence + "\"}";
        return ("HTTP/1.1 " + status + " \r\n"
                        + "X-Content-Type-Options: nosniff\r\n"
                        + "Cache-Control: no-store\r\n"
                        + "Content-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n"
                        + "Connection: close\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
