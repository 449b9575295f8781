package io.orderpipeline.notifications.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.orderpipeline.broker.bus.TraceHeaders;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts between headers and OpenTelemetry contexts. Static and thread-safe. */
final class TraceContext {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceContext() {}

    /** The context in the headers; the root context when they hold none that can be parsed. */
    static Context parentIn(Map<String, String> headers) {
        return W3C.extract(Context.root(), headers, new Headers());
    }

    /** The context to link to when an event is handled again; invalid when the headers hold none. */
    static SpanContext linkIn(Map<String, String> headers) {
        Map<String, String> parent = TraceHeaders.parent(headers.get(TraceHeaders.LINK));
        return Span.fromContext(parentIn(parent)).getSpanContext();
    }

    /** Headers that make work part of this span. */
    static Map<String, String> headersOf(Span span) {
        Map<String, String> headers = new HashMap<>();
        W3C.inject(Context.root().with(span), headers, (map, name, value) -> {
            if (map != null) {
                map.put(name, value);
            }
        });
        return headers;
    }

    private static final class Headers implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
