package io.orderpipeline.launcher;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An OpenTelemetry collector for tests: receives spans over HTTP and keeps them. Thread-safe. */
final class TraceReceiver implements AutoCloseable {

    private final List<Exported> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TraceReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    /** A span and the service that exported it. */
    record Exported(String service, Span span) {

        String traceId() {
            return hex(span.getTraceId());
        }

        String spanId() {
            return hex(span.getSpanId());
        }

        /** Empty for the root of a trace. */
        String parentId() {
            return hex(span.getParentSpanId());
        }

        List<String> linkedTraces() {
            return span.getLinksList().stream()
                    .map(link -> hex(link.getTraceId()))
                    .toList();
        }

        private static String hex(ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
    }

    /** The arguments that make a service export to this collector. */
    String[] arguments() {
        return new String[] {
            "--spring.profiles.active=otel",
            "--management.opentelemetry.tracing.export.schedule-delay=50ms",
            "--management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:"
                    + server.getAddress().getPort() + "/v1/traces"
        };
    }

    List<Exported> spans() {
        return List.copyOf(spans);
    }

    List<Exported> named(String... names) {
        return spans.stream()
                .filter(each -> List.of(names).contains(each.span().getName()))
                .toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().stream()
                .flatMap(TraceReceiver::of)
                .forEach(spans::add);
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Stream<Exported> of(ResourceSpans resource) {
        String service = resource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("");
        return resource.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> new Exported(service, span));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
