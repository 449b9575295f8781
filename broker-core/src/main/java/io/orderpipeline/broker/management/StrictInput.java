package io.orderpipeline.broker.management;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.MissingParametersException;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.invoke.ParameterMappingException;

/**
 * Refuses what an operation does not know, naming it. Spring Boot ignores it, so that a redrive of {@code "caus"} would be one of
 * every letter.
 */
final class StrictInput implements OperationInvokerAdvisor {

    @Override
    public OperationInvoker apply(
            EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        if (!OwnEndpoints.contain(endpoint)) {
            return invoker;
        }
        Set<String> known =
                parameters.stream().map(OperationParameter::getName).collect(Collectors.toUnmodifiableSet());
        return context -> {
            for (String given : context.getArguments().keySet()) {
                if (!known.contains(given)) {
                    return Answers.badRequest("unknown field: " + given);
                }
            }
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
        };
    }
}
