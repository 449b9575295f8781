package io.orderpipeline.orders.placing;

import org.jspecify.annotations.Nullable;

/** Knows the trace of the request that this thread works on. Thread-safe. */
@FunctionalInterface
public interface RequestTrace {

    /** The trace in the form of a W3C {@code traceparent}; null when the request is not traced. */
    @Nullable
    String traceParent();
}
