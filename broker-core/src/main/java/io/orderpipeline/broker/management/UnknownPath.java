package io.orderpipeline.broker.management;

import io.orderpipeline.broker.edge.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeTypeUtils;

/** Adds the usual error body when a path below one of Spring Boot's endpoints is unknown. Spring Boot answers 404 without a body. */
final class UnknownPath implements OperationInvokerAdvisor {

    /** Sets the media type, because the bill of materials endpoint produces bytes. */
    private static final WebEndpointResponse<Refusal> ANSWER = new WebEndpointResponse<>(
            Refusal.of(WebEndpointResponse.STATUS_NOT_FOUND),
            WebEndpointResponse.STATUS_NOT_FOUND,
            MimeTypeUtils.APPLICATION_JSON);

    @Override
    public OperationInvoker apply(
            EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        if (OwnEndpoints.contain(endpoint) || type != OperationType.READ) {
            return invoker;
        }
        return context -> {
            Object answer = invoker.invoke(context);
            return isUnknown(answer) ? ANSWER : answer;
        };
    }

    private static boolean isUnknown(@Nullable Object answer) {
        return answer == null
                || (answer instanceof WebEndpointResponse<?> response
                        && response.getStatus() == WebEndpointResponse.STATUS_NOT_FOUND
                        && response.getBody() == null);
    }
}
