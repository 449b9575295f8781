package io.orderpipeline.notifications.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.ClaimedElsewhereException;
import io.orderpipeline.notifications.notification.Notification;
import io.orderpipeline.notifications.notification.NotificationFailedException;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.Notifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The notifier as it is configured, against a real server. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookNotifierTests {

    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("k".repeat(32).getBytes(UTF_8));
    private static final Notification NOTIFICATION =
            new Notification(new NotificationKey("a::b", "📦"), Instant.parse("2026-11-01T10:00:00.120Z"));

    private record Received(Headers headers, String body) {}

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private volatile @Nullable String retryAfter;
    private volatile boolean silent;
    private String readTimeout = "30s";
    private String scheme = "http";
    private String host = "localhost";
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopListening() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        if (silent) {
            return;
        }
        if (retryAfter != null) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void sendsASignedRequest() {
        assertThat(send(true)).isNull();
        Received request = Objects.requireNonNull(received.poll());
        assertThat(request.body())
                .isEqualTo("{\"type\":\"order.notification\",\"timestamp\":\"2026-11-01T10:00:00.120Z\","
                        + "\"data\":{\"orderId\":\"a::b\",\"itemId\":\"📦\"}}");
        String id = Objects.requireNonNull(request.headers().getFirst("webhook-id"));
        String timestamp = Objects.requireNonNull(request.headers().getFirst("webhook-timestamp"));
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(Long.parseLong(timestamp))
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());
        assertThat(request.headers().getFirst("webhook-signature"))
                .isEqualTo(
                        WebhookSecret.of(SECRET).sign((id + "." + timestamp + "." + request.body()).getBytes(UTF_8)));
    }

    @Test
    void logsWhatItsReceiverHasTakenAndNothingElse(CapturedOutput output) {
        assertThat(send(true)).isNull();
        assertThat(output).containsOnlyOnce("🔔 notification.sent orderId=a::b itemId=📦");
        status = 422;
        assertThat(send(true)).isNotNull();
        assertThat(output).containsOnlyOnce("notification.sent");
    }

    @Test
    void signsAsTheSpecificationDoes() {
        // The example in the Standard Webhooks specification's reference libraries.
        assertThat(WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void keepsTheIdOfANotificationAndTellsApartKeysThatReadTheSame() {
        assertThat(WebhookMessage.of(NOTIFICATION).id())
                .isEqualTo(WebhookMessage.of(NOTIFICATION).id());
        assertThat(idOf("a::b", "c")).isNotEqualTo(idOf("a", "b::c"));
        assertThat(idOf("ab", "c")).isNotEqualTo(idOf("a", "bc"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 422})
    void takesAnswersAboutTheRequestItselfForARefusal(int answer) {
        status = answer;
        assertThat(send(true)).isInstanceOf(NotificationRefusedException.class).hasMessageContaining("" + answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 401, 403, 404, 408, 410, 425, 500, 502, 504})
    void leavesOtherAnswersToTheEvidenceAndFollowsNoRedirect(int answer) {
        status = answer;
        retryAfter = "7";
        assertThat(send(true))
                .isInstanceOfSatisfying(NotificationFailedException.class, failure -> assertThat(failure.retryAfter())
                        .isEqualTo(Duration.ofSeconds(7)));
        assertThat(received).as("no retry and no redirect").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void takesAnswersOfABusyReceiverForAnOutage(int answer) {
        status = answer;
        retryAfter = "7";
        assertThat(send(true)).isInstanceOfSatisfying(Outage.class, outage -> assertThat(outage.retryAfter())
                .isEqualTo(Duration.ofSeconds(7)));
        assertThat(received).as("no retry and no redirect").hasSize(1);
    }

    @Test
    void waitsUntilTheDateThatTheReceiverNames() {
        status = 503;
        retryAfter = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(30));
        assertThat(send(true)).isInstanceOfSatisfying(Outage.class, outage -> assertThat(outage.retryAfter())
                .isBetween(Duration.ofMinutes(25), Duration.ofMinutes(30)));
    }

    @Test
    void treatsAFailingConnectionAsAnOutage() {
        server.stop(0);
        assertThat(send(true)).isInstanceOf(Outage.class);
    }

    /** The receiver has not seen the notification then. */
    @Test
    void takesWhateverFailsBeforeThereIsAConnectionForAnOutage() {
        scheme = "https";
        assertThat(send(true)).isInstanceOf(Outage.class).hasMessageContaining("cannot be reached");
        assertThat(received).isEmpty();
    }

    @Test
    void leavesASilentReceiverToTheEvidence() {
        silent = true;
        readTimeout = "200ms";
        assertThat(send(true)).isInstanceOf(NotificationFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "[::1]",
                "0.0.0.0",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[64:ff9b::7f00:1]"
            })
    void sendsNothingToAnInternalAddressUnlessAllowed(String written) {
        host = written;
        assertThat(send(false)).isInstanceOf(Outage.class).hasMessageContaining("internal address");
        assertThat(received).isEmpty();
    }

    private static String idOf(String orderId, String itemId) {
        return WebhookMessage.of(new Notification(new NotificationKey(orderId, itemId), Instant.EPOCH))
                .id();
    }

    @Test
    void sendsNothingWhoseClaimEndedWhileItWaited() {
        Notification late =
                new Notification(NOTIFICATION.key(), Instant.EPOCH, Instant.EPOCH, Map.of(), System.nanoTime() - 1);
        assertThat(send(late, true)).isInstanceOf(ClaimedElsewhereException.class);
        assertThat(received).isEmpty();
    }

    private @Nullable Throwable send(boolean allowInternal) {
        return send(NOTIFICATION, allowInternal);
    }

    /** Why it failed, or null. */
    private @Nullable Throwable send(Notification notification, boolean allowInternal) {
        Throwable[] failure = new Throwable[1];
        new ApplicationContextRunner()
                .withUserConfiguration(WebhookConfiguration.class)
                .withPropertyValues(
                        "pipeline.notifier=webhook",
                        "pipeline.webhook.url=" + scheme + "://" + host + ":"
                                + server.getAddress().getPort() + "/hook",
                        "pipeline.webhook.secret=" + SECRET,
                        "pipeline.webhook.read-timeout=" + readTimeout,
                        "pipeline.webhook.allow-internal-addresses=" + allowInternal)
                .run(context -> {
                    try {
                        context.getBean(Notifier.class)
                                .send(notification)
                                .toCompletableFuture()
                                .join();
                    } catch (CompletionException e) {
                        failure[0] = e.getCause();
                    }
                });
        return failure[0];
    }
}
