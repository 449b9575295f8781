package io.orderpipeline.tools.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives traces by OTLP over HTTP on this machine and appends a line of JSON for each span to a file.
 *
 * <p>Usage: {@code java -cp tools.jar io.orderpipeline.tools.traces.TraceReceiver file}. Prints the port.
 */
public final class TraceReceiver {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    private TraceReceiver(Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws IOException {
        TraceReceiver receiver = new TraceReceiver(Path.of(arguments[0]));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // The server has only one thread, so lines are written one at a time.
        server.createContext("/v1/traces", receiver::receive);
        server.start();
        System.out.println("receiving traces on " + server.getAddress().getPort());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String lines = ReceivedSpan.in(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()))
                    .map(span -> JSON.writeValueAsString(span) + "\n")
                    .collect(Collectors.joining());
            Files.writeString(file, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
