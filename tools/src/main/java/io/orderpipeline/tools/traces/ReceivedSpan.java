package io.orderpipeline.tools.traces;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A span as received by a collector.
 *
 * @param service      the service that exported it
 * @param parentId     empty for the root of a trace
 * @param linkedTraces the traces that its links name
 * @param startNanos   since 1970
 * @param endNanos     since 1970
 * @param problem      the error; empty if there was none
 * @param attributes   the attributes that are text
 */
record ReceivedSpan(
        String service,
        String name,
        String traceId,
        String spanId,
        String parentId,
        List<String> linkedTraces,
        long startNanos,
        long endNanos,
        String problem,
        Map<String, String> attributes) {

    ReceivedSpan {
        linkedTraces = List.copyOf(linkedTraces);
        attributes = Map.copyOf(attributes);
    }

    /** All spans in one export request. */
    static Stream<ReceivedSpan> in(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream().flatMap(ReceivedSpan::of);
    }

    long nanos() {
        return endNanos - startNanos;
    }

    private static Stream<ReceivedSpan> of(ResourceSpans exported) {
        String service = texts(exported.getResource().getAttributesList()).getOrDefault("service.name", "");
        return exported.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> of(service, span));
    }

    private static ReceivedSpan of(String service, Span span) {
        return new ReceivedSpan(
                service,
                span.getName(),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getLinksList().stream().map(link -> hex(link.getTraceId())).toList(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getMessage(),
                texts(span.getAttributesList()));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        for (KeyValue attribute : attributes) {
            if (attribute.getValue().hasStringValue()) {
                texts.put(attribute.getKey(), attribute.getValue().getStringValue());
            }
        }
        return texts;
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
