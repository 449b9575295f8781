package io.orderpipeline.notifications.management;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.MissingParametersException;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.invoke.ParameterMappingException;

/**
 * Refuses what an operation does not know, naming it. Spring Boot passes over it, so that a redrive of {@code "caus"} would be one of
 * every letter.
 */
final class KnownFieldsAlone implements OperationInvokerAdvisor {

    private static final Set<EndpointId> OURS =
            Set.of(EndpointId.of("deadletters"), EndpointId.of("relay"), EndpointId.of("replay"));

    @Override
    public OperationInvoker apply(
            EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        if (!OURS.contains(endpoint)) {
            return invoker;
        }
        Set<String> known =
                parameters.stream().map(OperationParameter::getName).collect(Collectors.toUnmodifiableSet());
        return context -> {
            for (String given : context.getArguments().keySet()) {
                if (!known.contains(given)) {
                    throw refused("unknown field: " + given);
                }
            }
            try {
                return invoker.invoke(context);
            } catch (ParameterMappingException e) {
                throw refused(String.format(
                        Locale.ROOT, "%s cannot be %s", e.getParameter().getName(), e.getValue()));
            } catch (MissingParametersException e) {
                throw refused(e.getMissingParameters().stream()
                        .map(OperationParameter::getName)
                        .sorted()
                        .collect(Collectors.joining(", ", "", " must be given")));
            }
        };
    }

    private static InvalidEndpointRequestException refused(String sentence) {
        return new InvalidEndpointRequestException(sentence, sentence);
    }
}
