package io.orderpipeline.notifications.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.notifications.notification.ClaimedElsewhereException;
import io.orderpipeline.notifications.notification.Notification;
import io.orderpipeline.notifications.notification.NotificationFailedException;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.Notifier;
import io.orderpipeline.notifications.notification.SentLine;
import io.orderpipeline.notifications.webhook.ConnectionPhase.NotConnectedException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Sends one signed request per item. The id of the request is always the same, so that the receiver can drop repeats. A 2xx answer means
 * accepted; 400, 409, 413 and 422 mean that this notification is refused; 429, 503 and a failure to connect are an outage. Anything else
 * may be either, such as a wrong URL that answers 404 or a timeout.
 *
 * <p>Thread-safe. Requests run on the threads of the executor, whose number limits the connections.
 */
final class WebhookNotifier implements Notifier {

    private static final Set<Integer> REFUSED = Set.of(400, 409, 413, 422);
    private static final Set<Integer> OUTAGE = Set.of(429, 503);

    private final RestClient client;
    private final URI url;
    private final WebhookSecret secret;
    private final Duration longestSend;
    private final int silenceCounts;
    private final Executor executor;
    private final Clock clock;
    private final AtomicInteger outages = new AtomicInteger();
    private final AtomicInteger failuresInARow = new AtomicInteger();

    /**
     * A notifier for one receiver.
     *
     * @param properties limit the time of a request and the number of concurrent requests
     */
    WebhookNotifier(
            RestClient client, WebhookProperties properties, WebhookSecret secret, Executor executor, Clock clock) {
        this.client = client;
        this.url = properties.target();
        this.secret = secret;
        this.longestSend = properties.longestRequest();
        this.silenceCounts = Math.max(1, FAILURES_OF_AN_OUTAGE / properties.concurrency());
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> send(Notification notification) {
        int outagesBefore = outages.get();
        WebhookMessage message = WebhookMessage.of(notification);
        try {
            return CompletableFuture.runAsync(() -> start(notification, message, outagesBefore), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new Outage("the webhook notifier is stopping"));
        }
    }

    @Override
    public Duration longestSend() {
        return longestSend;
    }

    /** Gives back requests queued before an outage without sending them; otherwise each would delay the probe by its timeout. */
    private void start(Notification notification, WebhookMessage message, int outagesBefore) {
        if (outages.get() != outagesBefore) {
            throw new Outage("the webhook failed while this notification waited");
        }
        if (notification.isTooLate()) {
            throw ClaimedElsewhereException.ended();
        }
        post(message, notification.headers());
        SentLine.log(notification);
    }

    private void post(WebhookMessage message, Map<String, String> headers) {
        long timestamp = clock.instant().getEpochSecond();
        try {
            client.post()
                    .uri(url)
                    .headers(all -> headers.forEach(all::set))
                    .contentType(MediaType.APPLICATION_JSON)
                    .header("webhook-id", message.id())
                    .header("webhook-timestamp", Long.toString(timestamp))
                    .header("webhook-signature", secret.sign(message.signedContent(timestamp)))
                    .body(message.body().getBytes(UTF_8))
                    .exchange((request, response) -> judge(response));
        } catch (ResourceAccessException e) {
            if (e.getCause() instanceof NotConnectedException cause) {
                throw outage("the webhook cannot be reached: " + cause.getMessage(), Duration.ZERO);
            }
            throw failed(
                    "the webhook did not answer: " + e.getMostSpecificCause().getMessage(),
                    Duration.ZERO,
                    silenceCounts);
        }
    }

    private Boolean judge(ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            failuresInARow.set(0);
            return true;
        }
        String answer = "the webhook answered " + status.value();
        if (REFUSED.contains(status.value())) {
            throw new NotificationRefusedException(answer);
        }
        Duration retryAfter = RetryAfter.parse(response.getHeaders().getFirst("Retry-After"), clock);
        throw OUTAGE.contains(status.value()) ? outage(answer, retryAfter) : failed(answer, retryAfter, 1);
    }

    private Outage outage(String reason, Duration retryAfter) {
        outages.incrementAndGet();
        return new Outage(reason, retryAfter);
    }

    /** One timeout on every connection is enough evidence: each has kept its connection busy until the timeout. */
    private NotificationFailedException failed(String reason, Duration retryAfter, int counts) {
        if (failuresInARow.addAndGet(counts) >= FAILURES_OF_AN_OUTAGE) {
            outages.incrementAndGet();
        }
        return new NotificationFailedException(reason, retryAfter);
    }
}
