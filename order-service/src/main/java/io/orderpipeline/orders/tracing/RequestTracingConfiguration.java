package io.orderpipeline.orders.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.orderpipeline.orders.placing.RequestTrace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Stores the trace of each request with its order. */
@Configuration(proxyBeanMethods = false)
@Profile("otel")
class RequestTracingConfiguration {

    @Bean
    RequestTrace requestTrace() {
        return new CurrentSpan();
    }

    /** Probes, scrapes and operators' requests are not part of an order's trace. */
    @Bean
    SpanExportingPredicate withoutManagement() {
        return span -> !span.getTags().getOrDefault("uri", "").startsWith("/actuator");
    }
}
