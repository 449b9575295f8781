package io.orderpipeline.orders.placing;

import org.jspecify.annotations.Nullable;

/** Provides the trace of the request that the current thread is handling. Thread-safe. */
@FunctionalInterface
public interface RequestTrace {

    /** The trace as a W3C {@code traceparent}; null when the request is not traced. */
    @Nullable
    String traceParent();
}
