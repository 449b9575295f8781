package io.orderpipeline.broker.management;

import io.orderpipeline.broker.bus.Outage;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/** Answers 503 with the reason when a store is unavailable. Spring Boot would answer 500 and log a stack trace. */
final class OutageAnswer implements OperationInvokerAdvisor {

    @Override
    public OperationInvoker apply(
            EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        if (!OwnEndpoints.contain(endpoint)) {
            return invoker;
        }
        return context -> {
            try {
                return invoker.invoke(context);
            } catch (RuntimeException e) {
                Outage outage = Outage.behind(e).orElseThrow(() -> e);
                return Answers.unavailable(outage.reason());
            }
        };
    }
}
