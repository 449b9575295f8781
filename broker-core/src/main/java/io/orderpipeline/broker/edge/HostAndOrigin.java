package io.orderpipeline.broker.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Rejects requests from foreign web pages on every path of a port, see {@link WebPageRule}. */
final class HostAndOrigin extends ValveBase {

    private final WebPageRule rule;

    HostAndOrigin(WebPageRule rule) {
        super(true);
        this.rule = rule;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Refusal refusal = response.isError() || request.isAsyncDispatching() ? null : rule.refusalOf(request);
        if (refusal == null) {
            getNext().invoke(request, response);
        } else {
            refusal.refuse(request, response);
        }
    }
}
