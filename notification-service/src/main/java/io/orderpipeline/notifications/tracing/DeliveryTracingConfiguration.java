package io.orderpipeline.notifications.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.orderpipeline.notifications.delivery.AttemptTracer;
import io.orderpipeline.notifications.notification.Notifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.task.TaskDecorator;

/** Continues the trace of each order's request. */
@Configuration(proxyBeanMethods = false)
@Profile("otel")
class DeliveryTracingConfiguration {

    private static final String SCOPE = "io.orderpipeline.notifications";

    @Bean
    AttemptTracer attemptTracer(OpenTelemetry telemetry) {
        return new AttemptSpans(telemetry.getTracer(SCOPE));
    }

    /** For any notifier. */
    @Bean
    static BeanPostProcessor notifierTracing(ObjectProvider<OpenTelemetry> telemetry) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof Notifier notifier) {
                    Tracer tracer = telemetry.getObject().getTracer(SCOPE);
                    return new TracedNotifier(notifier, tracer);
                }
                return bean;
            }
        };
    }

    /** So that log lines written by another thread carry the trace too. */
    @Bean
    TaskDecorator traceCarrier() {
        return task -> Context.current().wrap(task);
    }

    /** Probes, scrapes and operators' requests are not part of an order's trace. */
    @Bean
    SpanExportingPredicate withoutManagement() {
        return span -> !span.getTags().getOrDefault("uri", "").startsWith("/actuator");
    }
}
