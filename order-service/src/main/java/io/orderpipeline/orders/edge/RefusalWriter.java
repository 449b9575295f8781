package io.orderpipeline.orders.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the error body for those who refuse without Spring. */
final class RefusalWriter {

    private RefusalWriter() {}

    /** Writes status and body; the sentences are our own, so nothing in them needs escaping. */
    static void write(HttpServletResponse response, int status) throws IOException {
        byte[] body = ("{\"error\":\"" + StatusSentence.of(status) + "\"}").getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
