package io.orderpipeline.broker.management;

import io.orderpipeline.broker.LogValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.invoke.MissingParametersException;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.invoke.ParameterMappingException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JsonToken;

/**
 * Rejects unknown fields by name. Spring Boot ignores them, so that a redrive with the misspelt filter {@code "caus"} would redrive every
 * dead letter. Spring Boot also lets the body override the path and the query override both, and treats an empty string as missing.
 */
final class StrictInput implements OperationInvokerAdvisor {

    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(Long.class, Integer.class, long.class, int.class);

    /** Java would also accept digits of other scripts and a plus sign. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    @Override
    public OperationInvoker apply(
            EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        if (!OwnEndpoints.contain(endpoint)) {
            return invoker;
        }
        Map<String, OperationParameter> known = new HashMap<>();
        parameters.stream()
                .filter(parameter -> parameter.getAnnotation(Selector.class) == null)
                .forEach(parameter -> known.put(parameter.getName(), parameter));
        return context -> {
            String fault = type == OperationType.WRITE ? faultInBody(known, context) : faultInQuery(known, context);
            return fault == null ? answer(invoker, context) : Answers.badRequest(fault);
        };
    }

    private static @Nullable Object answer(OperationInvoker invoker, InvocationContext context) {
        try {
            return invoker.invoke(context);
        } catch (ParameterMappingException e) {
            return Answers.badRequest(e.getParameter().getName() + " cannot be " + e.getValue());
        } catch (MissingParametersException e) {
            return Answers.badRequest(e.getMissingParameters().stream()
                    .map(OperationParameter::getName)
                    .sorted()
                    .collect(Collectors.joining(", ", "", " must be given")));
        }
    }

    private static @Nullable String faultInBody(Map<String, OperationParameter> known, InvocationContext context) {
        Set<String> query = query();
        if (!query.isEmpty()) {
            return "only the body is read here, not the query: " + LogValue.of(String.join(", ", query));
        }
        BodyMembers members = BodyMembers.noted();
        for (String name : members.names()) {
            OperationParameter parameter = known.get(name);
            if (parameter == null) {
                return "unknown field: " + LogValue.of(name);
            }
            String fault = faultOfKind(name, parameter.getType(), members.kind(name));
            if (fault != null) {
                return fault;
            }
            String value = String.valueOf(context.getArguments().get(name));
            if (value.isBlank()) {
                return name + " cannot be " + LogValue.of(value);
            }
        }
        return null;
    }

    private static @Nullable String faultOfKind(String name, Class<?> type, @Nullable JsonToken kind) {
        if (type == Boolean.class) {
            return kind == JsonToken.VALUE_TRUE || kind == JsonToken.VALUE_FALSE
                    ? null
                    : name + " must be true or false";
        }
        if (WHOLE_NUMBERS.contains(type)) {
            return kind == JsonToken.VALUE_NUMBER_INT ? null : name + " must be a whole number";
        }
        return kind == JsonToken.VALUE_STRING ? null : name + " must be a string";
    }

    private static @Nullable String faultInQuery(Map<String, OperationParameter> known, InvocationContext context) {
        for (String name : query()) {
            OperationParameter parameter = known.get(name);
            if (parameter == null) {
                return "unknown field: " + LogValue.of(name);
            }
            String value = String.valueOf(context.getArguments().get(name));
            if (value.isBlank()
                    || (WHOLE_NUMBERS.contains(parameter.getType())
                            && !NUMBER.matcher(value).matches())) {
                return name + " cannot be " + LogValue.of(value);
            }
        }
        return null;
    }

    /** The parameter names in the current request's query. */
    private static Set<String> query() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getParameterMap().keySet()
                : Set.of();
    }
}
