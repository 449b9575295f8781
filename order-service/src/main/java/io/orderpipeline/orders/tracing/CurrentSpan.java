package io.orderpipeline.orders.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.orderpipeline.orders.placing.RequestTrace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The span that Spring's filter started for the request. Thread-safe. */
final class CurrentSpan implements RequestTrace {

    @Override
    public @Nullable String traceParent() {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, (map, name, value) -> {
            if (map != null) {
                map.put(name, value);
            }
        });
        return headers.get("traceparent");
    }
}
