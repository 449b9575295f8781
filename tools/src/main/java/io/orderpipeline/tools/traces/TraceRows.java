package io.orderpipeline.tools.traces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The spans of a trace in order of their start, each after its parent; then those of the traces linked to it. */
final class TraceRows {

    private final List<ReceivedSpan> spans;
    private final List<Row> rows = new ArrayList<>();

    private TraceRows(List<ReceivedSpan> spans) {
        this.spans = spans.stream()
                .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
                .toList();
    }

    /**
     * A span and its position.
     *
     * @param depth    how many of its ancestors are known
     * @param isLinked whether it belongs to another trace
     */
    record Row(ReceivedSpan span, int depth, boolean isLinked) {}

    static List<Row> of(String traceId, List<ReceivedSpan> spans) {
        TraceRows all = new TraceRows(spans);
        all.addRoots(span -> span.traceId().equals(traceId), false);
        all.addRoots(span -> span.linkedTraces().contains(traceId), true);
        return List.copyOf(all.rows);
    }

    private void addRoots(Predicate<ReceivedSpan> wanted, boolean isLinked) {
        spans.stream().filter(wanted).filter(span -> !isKnown(span.parentId())).forEach(root -> add(root, 0, isLinked));
    }

    private void add(ReceivedSpan span, int depth, boolean isLinked) {
        rows.add(new Row(span, depth, isLinked));
        spans.stream()
                .filter(child -> child.parentId().equals(span.spanId()))
                .forEach(child -> add(child, depth + 1, isLinked));
    }

    private boolean isKnown(String spanId) {
        return spans.stream().anyMatch(span -> span.spanId().equals(spanId));
    }
}
