package io.orderpipeline.broker.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Rejects ambiguous requests: without an HTTP version, with a query that cannot be decoded, with a repeated parameter (in some places
 * Spring takes the first, in others it joins both), or with two tokens, content types or keys.
 */
final class RequestForm extends ValveBase {

    /** If repeated, one reader takes the first value and another the last. */
    private static final List<String> SINGLE = List.of("Authorization", "Content-Type", "Idempotency-Key");

    private static final String ACCEPT = "Accept";
    private static final Pattern EMPTY_LIST = Pattern.compile("[\\s,]*");

    RequestForm() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        removeEmptyAccept(request);
        String fault = response.isError() || request.isAsyncDispatching() ? null : faultOf(request);
        if (fault == null) {
            getNext().invoke(request, response);
        } else {
            new Refusal(400, fault).refuse(request, response);
        }
    }

    /** Removes an Accept header without any type, which Spring Boot's endpoints do not expect. */
    private static void removeEmptyAccept(Request request) {
        if (isEmptyList(request.getHeader(ACCEPT))
                && Collections.list(request.getHeaders(ACCEPT)).stream().allMatch(RequestForm::isEmptyList)) {
            request.getCoyoteRequest().getMimeHeaders().removeHeader(ACCEPT);
        }
    }

    private static boolean isGivenTwice(Enumeration<String> values) {
        if (values.hasMoreElements()) {
            values.nextElement();
        }
        return values.hasMoreElements();
    }

    private static boolean isEmptyList(@Nullable String types) {
        return types != null && EMPTY_LIST.matcher(types).matches();
    }

    private static @Nullable String faultOf(Request request) {
        if (RefusalValve.isWithoutVersion(request)) {
            return "the request line must end with the HTTP version";
        }
        for (String name : SINGLE) {
            if (isGivenTwice(request.getHeaders(name))) {
                return name + " must be given once";
            }
        }
        if (request.getQueryString() == null) {
            return null;
        }
        // Query parameters only: request.getParameter() would also read a form body, without limits.
        Parameters query = request.getCoyoteRequest().getParameters();
        try {
            for (String name : Collections.list(query.getParameterNames())) {
                if (query.getParameterValues(name).length > 1) {
                    return "a parameter must be given once: " + Echo.of(name);
                }
            }
            return null;
        } catch (InvalidParameterException e) {
            return "the query is not valid";
        }
    }
}
