package io.orderpipeline.tools.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receives webhooks and writes down each. It can be away, which it says with 503, or slow. A request whose signature is wrong gets 401, one
 * that it does not understand 422. Thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final int SECRET_BYTES = 32;
    private static final int THREADS = 64;
    private static final String PATH = "/hook/";
    private static final Pattern BODY = Pattern.compile(
            "\\{\"type\":\"order\\.notification\",\"timestamp\":\"[^\"]+\",\"data\":\\{\"orderId\":\"([^\"]+)\",\"itemId\":\"([^\"]+)\"}}");

    private final String secret;
    private final WebhookSignature signature;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Notice> notices = new ArrayList<>();
    private volatile boolean away;
    private volatile long delayMillis;

    private WebhookReceiver(String secret, HttpServer server) {
        this.secret = secret;
        this.signature = new WebhookSignature(secret);
        this.server = server;
    }

    /** Starts to receive on a free port. */
    public static WebhookReceiver start() throws IOException {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(bytes);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WebhookReceiver receiver = new WebhookReceiver(secret, server);
        server.setExecutor(receiver.threads);
        server.createContext(PATH, receiver::receive);
        server.start();
        return receiver;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String secret() {
        return secret;
    }

    /** Where a sender of this name sends to, through whatever port leads here. */
    public static String url(int port, String sender) {
        return "http://127.0.0.1:" + port + PATH + sender;
    }

    public void setAway(boolean isAway) {
        away = isAway;
    }

    /** Each answer waits so long from now on. */
    public void setDelay(long millis) {
        delayMillis = millis;
    }

    /** What was received so far. */
    public List<Notice> notices() {
        synchronized (notices) {
            return List.copyOf(notices);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        long at = System.nanoTime();
        try (exchange) {
            String sender = exchange.getRequestURI().getPath().substring(PATH.length());
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Matcher fields = BODY.matcher(body);
            Headers headers = exchange.getRequestHeaders();
            boolean understood = fields.matches();
            int status = !isGenuine(headers, body) ? 401 : !understood ? 422 : away ? 503 : 200;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
            if (status == 503) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            Notice notice = new Notice(
                    sender,
                    String.valueOf(headers.getFirst("webhook-id")),
                    understood ? fields.group(1) : "-",
                    understood ? fields.group(2) : "-",
                    status,
                    at,
                    System.nanoTime());
            synchronized (notices) {
                notices.add(notice);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private boolean isGenuine(Headers headers, String body) {
        String id = headers.getFirst("webhook-id");
        String time = headers.getFirst("webhook-timestamp");
        String signatures = headers.getFirst("webhook-signature");
        return id != null && time != null && signatures != null && signature.isOf(id, time, body, signatures);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
