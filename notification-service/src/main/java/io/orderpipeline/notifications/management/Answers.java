package io.orderpipeline.notifications.management;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The answers of the endpoints; a refusal has the same body as on the public port. */
final class Answers {

    private static final int CONFLICT = 409;

    private Answers() {}

    static WebEndpointResponse<Object> ok(Object body) {
        return new WebEndpointResponse<>(body);
    }

    static WebEndpointResponse<Object> badRequest(String error) {
        return refusal(WebEndpointResponse.STATUS_BAD_REQUEST, error);
    }

    static WebEndpointResponse<Object> notFound(String error) {
        return refusal(WebEndpointResponse.STATUS_NOT_FOUND, error);
    }

    static WebEndpointResponse<Object> conflict(String error) {
        return refusal(CONFLICT, error);
    }

    private static WebEndpointResponse<Object> refusal(int status, String error) {
        return new WebEndpointResponse<>(Map.of("error", error), status);
    }
}
