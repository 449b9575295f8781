package io.orderpipeline.broker.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Gives errors that Tomcat itself reports the same JSON body as all others instead of an HTML page, and adds the security headers
 * to every response.
 *
 * <p>Public only because Tomcat compares valves by class name.
 */
public final class RefusalValve extends ErrorReportValve {

    /** Statuses of requests that are rejected before their body is read. */
    private static final Set<Integer> REFUSED_UNRECEIVED = Set.of(401, 403, 415, 421, 503);

    private static final int PIECE = 8_192;

    /** Makes it the error report valve of this application's server. */
    static void install(Context application) {
        StandardHost host = (StandardHost) application.getParent();
        host.setErrorReportValveClass(RefusalValve.class.getName());
        host.getPipeline().addValve(new RefusalValve());
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        SafetyHeaders.ALL.forEach(response::setHeader);
        super.invoke(request, response);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            if (REFUSED_UNRECEIVED.contains(response.getStatus())) {
                abandonBody(request, response);
            }
            Refusal refusal = Refusal.noted(request, response.getStatus());
            if (isWithoutVersion(request)) {
                // Tomcat writes no header for it, so the body is the whole response.
                response.getOutputStream().write(refusal.raw());
                response.flushBuffer();
            } else {
                refusal.write(response);
            }
        } catch (IOException e) {
            container.getLogger().debug("client.gone", e);
        }
    }

    /**
     * Whether the request line has no version, such as {@code GET /orders}: Tomcat treats it as HTTP/0.9. If it cannot parse the
     * version, the protocol is null instead, and Tomcat writes a header.
     */
    static boolean isWithoutVersion(Request request) {
        return request.getProtocol() != null && request.getProtocol().isEmpty();
    }

    /**
     * Closes the connection after the response when the body has not fully arrived: Tomcat would block a thread until it has. A body
     * that arrived together with its header costs nothing, and the connection is kept.
     */
    private static void abandonBody(Request request, Response response) throws IOException {
        org.apache.coyote.Request received = request.getCoyoteRequest();
        if (received.getContentLengthLong() > 0) {
            ServletInputStream body = request.getInputStream();
            byte[] piece = new byte[PIECE];
            while (body.available() > 0 && body.read(piece) > 0) {
                // discarded
            }
        }
        AtomicBoolean ended = new AtomicBoolean();
        received.action(ActionCode.REQUEST_BODY_FULLY_READ, ended);
        if (!ended.get()) {
            received.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            response.setHeader("Connection", "close");
        }
    }
}
