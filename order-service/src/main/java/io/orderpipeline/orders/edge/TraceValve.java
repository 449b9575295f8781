package io.orderpipeline.orders.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Corrects {@code Allow} on a refused TRACE. The container refuses TRACE before any filter and lists every method a servlet could take. */
final class TraceValve extends ValveBase {

    private final AllowedMethods allowed;

    TraceValve(AllowedMethods allowed) {
        super(true);
        this.allowed = allowed;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if ("TRACE".equals(request.getMethod()) && response.isError()) {
            List<String> methods = allowed.of(request.getRequestURI());
            response.getCoyoteResponse().getMimeHeaders().removeHeader("Allow");
            if (!methods.isEmpty()) {
                response.getCoyoteResponse().getMimeHeaders().setValue("Allow").setString(String.join(", ", methods));
            }
        }
        getNext().invoke(request, response);
    }
}
