package io.orderpipeline.broker.bus;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that link an event to the request it came from, in W3C Trace Context format. Thread-safe. */
public final class TraceHeaders {

    /** The trace that handling the event continues. */
    public static final String PARENT = "traceparent";

    /** The trace of the original request, on an event that an operator has reprocessed in a new trace. */
    public static final String LINK = "tracelink";

    private TraceHeaders() {}

    /** The headers of an event in this trace; empty without a trace. */
    public static Map<String, String> parent(@Nullable String traceParent) {
        return traceParent == null ? Map.of() : Map.of(PARENT, traceParent);
    }

    /** The headers of an event that was first handled in this trace; empty without a trace. */
    public static Map<String, String> link(@Nullable String traceParent) {
        return traceParent == null ? Map.of() : Map.of(LINK, traceParent);
    }

    /** The same headers for an event that is replayed: its trace becomes a link. */
    public static Map<String, String> linked(Map<String, String> headers) {
        String traceParent = headers.get(PARENT);
        if (traceParent == null) {
            return headers;
        }
        Map<String, String> linked = new HashMap<>(headers);
        linked.remove(PARENT);
        linked.put(LINK, traceParent);
        return linked;
    }

    /** The trace that these headers name, as parent or as link; null when they name none. */
    public static @Nullable String traceOf(Map<String, String> headers) {
        String parent = headers.get(PARENT);
        return parent == null ? headers.get(LINK) : parent;
    }
}
