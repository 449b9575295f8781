package io.orderpipeline.orders.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ContinueResponseTiming;

/**
 * Tells a client that waits for a '100 Continue' to send its body, and not before somebody wants it. The container would do so at
 * once, or at the first read that waits for the body; but a stranger is refused before, and no thread waits here.
 */
final class GoAhead extends ValveBase {

    /** When the container has to leave it to {@link #tell}. */
    static final ContinueResponseTiming TIMING = ContinueResponseTiming.ON_REQUEST_BODY_READ;

    private static final String WAITING = GoAhead.class.getName();

    GoAhead() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getCoyoteRequest().hasExpectation()) {
            request.setAttribute(WAITING, response);
        }
        getNext().invoke(request, response);
    }

    /** Sends the '100 Continue' if the client waits for one. */
    static void tell(ServletRequest request) throws IOException {
        if (request.getAttribute(WAITING) instanceof Response response) {
            response.sendAcknowledgement(TIMING);
        }
    }
}
