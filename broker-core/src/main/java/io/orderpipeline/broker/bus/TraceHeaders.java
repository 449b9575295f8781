package io.orderpipeline.broker.bus;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that tie an event to the request it came from, in the form of W3C Trace Context. Static and thread-safe. */
public final class TraceHeaders {

    /** The trace that handling the event continues. */
    public static final String PARENT = "traceparent";

    /** The trace of the original request, beside an event that an operator has handled again in a new trace. */
    public static final String LINK = "tracelink";

    private TraceHeaders() {}

    /** The headers of an event of this trace; empty without one. */
    public static Map<String, String> parent(@Nullable String traceParent) {
        return traceParent == null ? Map.of() : Map.of(PARENT, traceParent);
    }

    /** The headers of an event that once was of this trace; empty without one. */
    public static Map<String, String> link(@Nullable String traceParent) {
        return traceParent == null ? Map.of() : Map.of(LINK, traceParent);
    }

    /** The same headers, of an event that is published once more on purpose. */
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

    /** The trace that these headers name, however; null when they name none. */
    public static @Nullable String traceOf(Map<String, String> headers) {
        String parent = headers.get(PARENT);
        return parent == null ? headers.get(LINK) : parent;
    }
}
