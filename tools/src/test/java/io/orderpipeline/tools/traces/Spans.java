package io.orderpipeline.tools.traces;

import java.util.List;
import java.util.Map;

/** Spans for tests: times in milliseconds. */
final class Spans {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private Spans() {}

    static ReceivedSpan span(String id, String parent, long start, long end) {
        return of(TRACE, id, parent, List.of(), start, end, "");
    }

    static ReceivedSpan of(
            String trace, String id, String parent, List<String> links, long start, long end, String problem) {
        return new ReceivedSpan(
                "order-service",
                "span " + id,
                trace,
                id,
                parent,
                links,
                start * 1_000_000,
                end * 1_000_000,
                problem,
                Map.of());
    }
}
