package io.orderpipeline.orders.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Gives the container's own refusals the error body of all others instead of a page of HTML, and every answer its safety headers.
 *
 * <p>Public only because Tomcat compares valves by class name.
 */
public final class RefusalValve extends ErrorReportValve {

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        super.invoke(request, response);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            RefusalWriter.write(response.getResponse(), response.getStatus());
        } catch (IOException e) {
            container.getLogger().debug("client=gone", e);
        }
    }
}
