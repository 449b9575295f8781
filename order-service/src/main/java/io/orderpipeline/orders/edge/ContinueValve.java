package io.orderpipeline.orders.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ContinueResponseTiming;

/**
 * Sends '100 Continue' to a client that waits for it, but only when the body is wanted. The container would send it at once or at the first
 * blocking read; but requests without a valid token are refused before that, and no thread blocks on a body here.
 */
final class ContinueValve extends ValveBase {

    /** Tells the container to leave this to {@link #sendContinue}. */
    static final ContinueResponseTiming TIMING = ContinueResponseTiming.ON_REQUEST_BODY_READ;

    private static final String WAITING = ContinueValve.class.getName();

    ContinueValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getCoyoteRequest().hasExpectation()) {
            request.setAttribute(WAITING, response);
        }
        getNext().invoke(request, response);
    }

    /** Sends '100 Continue' if the client waits for it. */
    static void sendContinue(ServletRequest request) throws IOException {
        if (request.getAttribute(WAITING) instanceof Response response) {
            response.sendAcknowledgement(TIMING);
        }
    }
}
