package io.orderpipeline.broker.edge;

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
 * Rejects a body that its header already shows to be wrong:
 *
 * <ul>
 *   <li>Content-Length together with Transfer-Encoding. Two servers in a chain may each trust a different one, which allows request
 *       smuggling (RFC 9112, section 6.1). Tomcat silently drops the Content-Length before a valve can see it, so this valve reads
 *       the raw header bytes, which stay in the connection's buffer behind the request's URI; only chunked requests pay for it.
 *   <li>Content-Length above the limit, before Tomcat sends a '100 Continue' to a client that waits for one.
 * </ul>
 */
final class FramingValve extends ValveBase {

    private final long limit;

    /** @param limit largest body, in bytes */
    FramingValve(long limit) {
        super(true);
        this.limit = limit;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        boolean refusedAlready = response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST;
        if (refusedAlready || request.isAsyncDispatching()) {
            getNext().invoke(request, response);
        } else if (request.getHeader("Transfer-Encoding") != null && statesALength(request)) {
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST);
        } else if (request.getContentLengthLong() > limit) {
            refuse(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            getNext().invoke(request, response);
        }
    }

    /** The body is not read: the connection closes after the response. */
    private static void refuse(Request request, Response response, int status) throws IOException {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        response.sendError(status);
    }

    private static boolean statesALength(Request request) {
        ByteChunk uri = request.getCoyoteRequest().requestURI().getByteChunk();
        byte[] buffer = uri.getBytes();
        String behindUri = new String(buffer, uri.getEnd(), buffer.length - uri.getEnd(), StandardCharsets.ISO_8859_1);
        return behindUri.lines().takeWhile(line -> !line.isEmpty()).anyMatch(line -> line.toLowerCase(Locale.ROOT)
                .startsWith("content-length:"));
    }
}
