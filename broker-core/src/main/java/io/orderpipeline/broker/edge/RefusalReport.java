package io.orderpipeline.broker.edge;

import java.io.IOException;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives every refusal of the management port the error body of the orders API, in place of pages and of bodies that do not say why.
 *
 * <p>Public only because Tomcat makes it by its name.
 */
public final class RefusalReport extends ErrorReportValve {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST = 200;

    /** Lets it report for the server of this application. */
    public static void install(Context application) {
        ((StandardHost) application.getParent()).setErrorReportValveClass(RefusalReport.class.getName());
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        byte[] body = MAPPER.writeValueAsBytes(Map.of("error", sentence(status, response.getMessage())));
        try {
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("client=gone", e);
        }
    }

    /** What was unforeseen is for the log alone. */
    private static String sentence(int status, @Nullable String message) {
        if (status < 500 && message != null && !message.isBlank()) {
            return message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        }
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "status " + status : known.getReasonPhrase();
    }
}
