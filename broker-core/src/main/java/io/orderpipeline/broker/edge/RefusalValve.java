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
 * Gives the container's own refusals the error body of all others instead of a page of HTML, and every answer its safety headers.
 *
 * <p>Public only because Tomcat compares valves by class name.
 */
public final class RefusalValve extends ErrorReportValve {

    /** Statuses of requests that are refused for who sent them, before anybody receives their body. */
    private static final Set<Integer> REFUSED_UNRECEIVED = Set.of(401, 403, 415, 421, 503);

    private static final int PIECE = 8_192;

    /** Lets it report for the server of this application. */
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
                letGoOfBody(request, response);
            }
            Refusal refusal = Refusal.noted(request, response.getStatus());
            if (isWithoutVersion(request)) {
                // The container writes no header for it, so the whole answer is its body.
                response.getOutputStream().write(refusal.raw());
                response.flushBuffer();
            } else {
                refusal.write(response);
            }
        } catch (IOException e) {
            container.getLogger().debug("client=gone", e);
        }
    }

    /**
     * As in {@code GET /orders}, without {@code HTTP/1.1}: the container takes it for HTTP/0.9. Where it could not read what stands there,
     * it knows no protocol at all, and writes a header.
     */
    static boolean isWithoutVersion(Request request) {
        return request.getProtocol() != null && request.getProtocol().isEmpty();
    }

    /**
     * Lets the connection end with the answer when an unwanted body is still on its way: the container would wait for the
     * end of it, with a thread. A body that came with its header costs nothing and keeps the connection.
     */
    private static void letGoOfBody(Request request, Response response) throws IOException {
        org.apache.coyote.Request received = request.getCoyoteRequest();
        if (received.getContentLengthLong() > 0) {
            ServletInputStream body = request.getInputStream();
            byte[] piece = new byte[PIECE];
            while (body.available() > 0 && body.read(piece) > 0) {
                // unwanted
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
