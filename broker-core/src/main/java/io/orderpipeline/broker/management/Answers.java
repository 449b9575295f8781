package io.orderpipeline.broker.management;

import io.orderpipeline.broker.edge.Refusal;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The responses of the endpoints; errors have the same body as on the public port. */
public final class Answers {

    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private Answers() {}

    public static WebEndpointResponse<Object> ok(Object body) {
        return new WebEndpointResponse<>(body);
    }

    public static WebEndpointResponse<Object> badRequest(String error) {
        return refusal(WebEndpointResponse.STATUS_BAD_REQUEST, error);
    }

    public static WebEndpointResponse<Object> notFound(String error) {
        return refusal(WebEndpointResponse.STATUS_NOT_FOUND, error);
    }

    public static WebEndpointResponse<Object> conflict(String error) {
        return refusal(CONFLICT, error);
    }

    static WebEndpointResponse<Object> unavailable(String error) {
        return refusal(UNAVAILABLE, error);
    }

    private static WebEndpointResponse<Object> refusal(int status, String error) {
        return new WebEndpointResponse<>(new Refusal(status, error), status);
    }
}
