package io.orderpipeline.orders.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.orderpipeline.orders.placing.RequestTrace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Stores the trace of each request with its order. */
@Configuration(proxyBeanMethods = false)
@Profile("otel")
class RequestTracingConfiguration {

    /** From the span that Spring's filter started for the request. */
    @Bean
    RequestTrace requestTrace() {
        return () -> {
            SpanContext span = Span.current().getSpanContext();
            String flags = span.getTraceFlags().asHex();
            return span.isValid() ? String.join("-", "00", span.getTraceId(), span.getSpanId(), flags) : null;
        };
    }

    /** Probes, scrapes and operators' requests are not part of an order's trace. */
    @Bean
    SpanExportingPredicate withoutManagement() {
        return span -> !span.getTags().getOrDefault("uri", "").startsWith("/actuator");
    }
}
