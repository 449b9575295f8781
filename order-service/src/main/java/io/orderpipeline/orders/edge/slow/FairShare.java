package io.orderpipeline.orders.edge.slow;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Closes a connection after this answer when its client has pipelined very many requests while others wait for a thread. */
final class FairShare extends ValveBase {

    FairShare() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getConnector().getProtocolHandler() instanceof EdgeProtocol protocol
                && protocol.endsShareWithRequest()) {
            response.setHeader("Connection", "close");
        }
        getNext().invoke(request, response);
    }
}
