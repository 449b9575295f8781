import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives webhooks on this machine as the specification of Standard Webhooks asks receivers to, written without a line of the sender's.
 * Writes a line "status webhook-id orderId itemId traceparent" for each request; 401 means that its signature or its time was wrong.
 *
 * A folder says how it feels: while it holds the file "down" all are answered 503 with Retry-After, and while it holds a file with
 * the name of an item that item is answered 400. A file with the name of an item and ".once" is taken away by the request that is
 * answered 500 for it.
 *
 * Usage: java WebhookReceiver.java secret moods-folder received-file
 */
final class WebhookReceiver {

    private static final long TOLERANCE_SECONDS = 300;
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final Pattern BODY = Pattern.compile(
            "\\{\"type\":\"order\\.notification\",\"timestamp\":\"[^\"]+\",\"data\":\\{\"orderId\":\"([^\"]+)\",\"itemId\":\"([^\"]+)\"}}");

    private final SecretKeySpec key;
    private final Path moods;
    private final PrintStream received;

    private WebhookReceiver(String secret, Path moods, PrintStream received) {
        this.key = new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256");
        this.moods = moods;
        this.received = received;
    }

    public static void main(String[] args) throws IOException {
        PrintStream received = new PrintStream(args[2], StandardCharsets.UTF_8);
        WebhookReceiver receiver = new WebhookReceiver(args[0], Path.of(args[1]), received);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/hook", receiver::receive);
        server.start();
        System.out.println("receiving on " + server.getAddress().getPort());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher fields = BODY.matcher(body);
            boolean understood = fields.matches();
            String itemId = understood ? fields.group(2) : "-";
            int status = isGenuine(exchange.getRequestHeaders(), body) ? (understood ? mood(itemId) : 422) : 401;
            String trace = exchange.getRequestHeaders().getFirst("traceparent");
            write(status + " " + exchange.getRequestHeaders().getFirst("webhook-id") + " " + (understood ? fields.group(1) : "-") + " " + itemId
                    + " " + (trace == null ? "-" : trace));
            if (status == 503) {
                exchange.getResponseHeaders().add("Retry-After", RETRY_AFTER_SECONDS);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int mood(String itemId) throws IOException {
        if (Files.exists(moods.resolve("down"))) {
            return 503;
        }
        if (Files.deleteIfExists(moods.resolve(itemId + ".once"))) {
            return 500;
        }
        return Files.exists(moods.resolve(itemId)) ? 400 : 200;
    }

    private boolean isGenuine(Headers headers, String body) {
        String id = headers.getFirst("webhook-id");
        String time = headers.getFirst("webhook-timestamp");
        String signatures = headers.getFirst("webhook-signature");
        if (id == null || time == null || signatures == null || !time.matches("\\d{1,12}")) {
            return false;
        }
        long age = Instant.now().getEpochSecond() - Long.parseLong(time);
        byte[] expected = sign(id + "." + time + "." + body);
        boolean signed = false;
        for (String signature : signatures.split(" ")) {
            signed |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return signed && Math.abs(age) <= TOLERANCE_SECONDS;
    }

    private byte[] sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
            return ("v1," + signature).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void write(String line) {
        received.println(line);
        received.flush();
    }
}
