package io.orderpipeline.orders.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.buf.ByteChunk;

/**
 * Refuses a request that states the end of its body twice, by Content-Length and by Transfer-Encoding: two servers in a row may
 * believe different ones, which is how requests are smuggled past the first (RFC 9112, section 6.1).
 *
 * <p>Tomcat drops the Content-Length without a trace before anybody may look, so the valve looks at the bytes of the header, which
 * stay in the connection's buffer behind the request's URI. Only chunked requests pay for it.
 */
final class FramingValve extends ValveBase {

    FramingValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getHeader("Transfer-Encoding") != null && !request.isAsyncDispatching() && statesALength(request)) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        getNext().invoke(request, response);
    }

    private static boolean statesALength(Request request) {
        ByteChunk uri = request.getCoyoteRequest().requestURI().getByteChunk();
        byte[] buffer = uri.getBytes();
        String behindUri = new String(buffer, uri.getEnd(), buffer.length - uri.getEnd(), StandardCharsets.ISO_8859_1);
        return behindUri.lines().takeWhile(line -> !line.isEmpty()).anyMatch(line -> line.toLowerCase(Locale.ROOT)
                .startsWith("content-length:"));
    }
}
