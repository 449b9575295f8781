package io.orderpipeline.tools.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receives webhooks as the Standard Webhooks specification requires, sharing no code with the sender. A request with a wrong signature or
 * timestamp gets 401, one it does not understand gets 422. Thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final int THREADS = 64;
    private static final String PATH = "/hook/";
    private static final Pattern BODY = Pattern.compile(
            "\\{\"type\":\"order\\.notification\",\"timestamp\":\"[^\"]+\",\"data\":\\{\"orderId\":\"([^\"]+)\",\"itemId\":\"([^\"]+)\"}}");

    private final WebhookSignature signature;
    private final Duration tolerance;
    private final ToIntFunction<String> statusOf;
    private final Consumer<Notice> onNotice;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private WebhookReceiver(
            WebhookSignature signature,
            Duration tolerance,
            ToIntFunction<String> statusOf,
            Consumer<Notice> onNotice,
            HttpServer server) {
        this.signature = signature;
        this.tolerance = tolerance;
        this.statusOf = statusOf;
        this.onNotice = onNotice;
        this.server = server;
    }

    /**
     * Starts receiving on a free port.
     *
     * @param secret    {@code whsec_} and base64
     * @param tolerance how far the sender's clock may differ from this one
     * @param statusOf  the status to answer for an item; called on many threads
     * @param onNotice  gets each request before it is answered, one at a time
     */
    public static WebhookReceiver start(
            String secret, Duration tolerance, ToIntFunction<String> statusOf, Consumer<Notice> onNotice)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WebhookReceiver receiver =
                new WebhookReceiver(new WebhookSignature(secret), tolerance, statusOf, onNotice, server);
        server.setExecutor(receiver.threads);
        server.createContext(PATH, receiver::receive);
        server.start();
        return receiver;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The URL for a sender of this name, through any port that forwards here. */
    public static String url(int port, String sender) {
        return "http://127.0.0.1:" + port + PATH + sender;
    }

    private void receive(HttpExchange exchange) throws IOException {
        long at = System.nanoTime();
        try (exchange) {
            String sender = exchange.getRequestURI().getPath().substring(PATH.length());
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Matcher fields = BODY.matcher(body);
            Headers headers = exchange.getRequestHeaders();
            boolean understood = fields.matches();
            int status = !isGenuine(headers, body) ? 401 : !understood ? 422 : statusOf.applyAsInt(fields.group(2));
            if (status == 503) {
                exchange.getResponseHeaders().add("Retry-After", "2");
            }
            Notice notice = new Notice(
                    sender,
                    String.valueOf(headers.getFirst("webhook-id")),
                    understood ? fields.group(1) : "-",
                    understood ? fields.group(2) : "-",
                    Objects.requireNonNullElse(headers.getFirst("traceparent"), "-"),
                    status,
                    at,
                    System.nanoTime());
            synchronized (this) {
                onNotice.accept(notice);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private boolean isGenuine(Headers headers, String body) {
        String id = headers.getFirst("webhook-id");
        String time = headers.getFirst("webhook-timestamp");
        String signatures = headers.getFirst("webhook-signature");
        return id != null
                && time != null
                && signatures != null
                && time.matches("\\d{1,12}")
                && isNear(Instant.ofEpochSecond(Long.parseLong(time)))
                && signature.isOf(id, time, body, signatures);
    }

    private boolean isNear(Instant time) {
        return Duration.between(time, Instant.now()).abs().compareTo(tolerance) <= 0;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
