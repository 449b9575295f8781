package io.orderpipeline.broker.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that two readers could understand differently: without an HTTP version, with a query that cannot be decoded, or with a
 * parameter that is given twice, of which Spring would take the first here and join both there.
 */
final class RequestForm extends ValveBase {

    RequestForm() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String fault = response.isError() || request.isAsyncDispatching() ? null : faultOf(request);
        if (fault == null) {
            getNext().invoke(request, response);
        } else {
            new Refusal(400, fault).refuse(request, response);
        }
    }

    private static @Nullable String faultOf(Request request) {
        if (RefusalValve.isWithoutVersion(request)) {
            return "the request line must end with the HTTP version";
        }
        if (request.getQueryString() == null || isForm(request)) {
            return null;
        }
        try {
            for (Map.Entry<String, String[]> parameter :
                    request.getParameterMap().entrySet()) {
                if (parameter.getValue().length > 1) {
                    return "a parameter must be given once: " + Echo.of(parameter.getKey());
                }
            }
            return null;
        } catch (InvalidParameterException e) {
            return "the query is not valid";
        }
    }

    /** Its body holds parameters too, and would be read here, without limits; forms are refused for what they are. */
    private static boolean isForm(Request request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).contains("form");
    }
}
