package io.orderpipeline.notifications.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.Notification;
import io.orderpipeline.notifications.notification.NotificationFailedException;
import io.orderpipeline.notifications.notification.Notifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A receiver that breaks the rules holds up nothing beyond its deadline, and does not fill the memory. */
class UnrulyReceiverTests {

    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("k".repeat(32).getBytes(UTF_8));
    private static final String TAKEN = "HTTP/1.1 200 OK\r\n";
    private static final String TOLD_TO_GO_ON = "go on";
    private static final int SEND_TIMEOUT_SECONDS = 60;

    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String beginning = "";
    private volatile String thenForEver = "";
    private volatile int pauseMillis;
    private String readTimeout = "20s";
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(() -> {
            while (true) {
                Socket client = server.accept();
                connections.incrementAndGet();
                inBackground(() -> answer(client));
            }
        });
    }

    @AfterEach
    void stopListening() throws IOException {
        over.countDown();
        server.close();
    }

    @Test
    void hasTakenWhatItAnswersWithABodyWithoutEnd() {
        answers(TAKEN + "Transfer-Encoding: chunked\r\n\r\n", "4\r\nmore\r\n", 0);
        withNotifier(notifier -> assertThat(failureOf(notifier)).isNull());
    }

    @Test
    void hasTakenWhatItAnswersWithABodyThatStopsHalfway() {
        readTimeout = "2s";
        answers(TAKEN + "Content-Length: 100\r\n\r\nhalf", "", 0);
        withNotifier(notifier -> assertThat(failureOf(notifier)).isNull());
    }

    @Test
    void failsWhenItsAnswerComesByteForByte() {
        readTimeout = "1s";
        answers(TAKEN + "X-Slow: ", "y", 20);
        withNotifier(notifier -> assertThat(failureOf(notifier))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("no answer within 3000 ms"));
    }

    @Test
    void failsWhenItsHeadersHaveNoEnd() {
        answers(TAKEN + "X-Long: ", "yyyyyyyyyyyyyyyy", 0);
        withNotifier(notifier -> assertThat(failureOf(notifier))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("Maximum line length"));
        answers(TAKEN, "X-Another: y\r\n", 0);
        withNotifier(notifier -> assertThat(failureOf(notifier))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("Maximum header count"));
    }

    @Test
    void keepsItsConnectionAfterAShortBody() {
        answers(TAKEN + "Content-Length: 4\r\n\r\ndone", TOLD_TO_GO_ON, 0);
        withNotifier(notifier -> {
            assertThat(failureOf(notifier)).isNull();
            assertThat(failureOf(notifier)).isNull();
        });
        assertThat(connections).hasValue(1);
    }

    private void answers(String first, String forEver, int pause) {
        beginning = first;
        thenForEver = forEver;
        pauseMillis = pause;
    }

    private void answer(Socket client) throws IOException, InterruptedException {
        try (client) {
            OutputStream out = client.getOutputStream();
            readRequest(client.getInputStream());
            out.write(beginning.getBytes(US_ASCII));
            if (thenForEver.isEmpty()) {
                over.await();
            }
            while (over.getCount() > 0) {
                if (thenForEver.equals(TOLD_TO_GO_ON)) {
                    readRequest(client.getInputStream());
                    out.write(beginning.getBytes(US_ASCII));
                } else {
                    out.write(thenForEver.getBytes(US_ASCII));
                }
                if (over.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    /** Reads to the end of the body, which is JSON: closing braces appear only there. */
    private static void readRequest(InputStream in) throws IOException {
        String last = "";
        while (!last.equals("}}")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has hung up");
            }
            last += (char) next;
            last = last.substring(Math.max(0, last.length() - 2));
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // The other side has closed the connection, or the test is over.
                        Thread.currentThread().interrupt();
                    }
                },
                "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void withNotifier(Consumer<Notifier> test) {
        new ApplicationContextRunner()
                .withUserConfiguration(WebhookConfiguration.class)
                .withPropertyValues(
                        "pipeline.notifier=webhook",
                        "pipeline.webhook.url=http://localhost:" + server.getLocalPort() + "/hook",
                        "pipeline.webhook.secret=" + SECRET,
                        "pipeline.webhook.connect-timeout=2s",
                        "pipeline.webhook.read-timeout=" + readTimeout,
                        "pipeline.webhook.allow-internal-addresses=true")
                .run(context -> test.accept(context.getBean(Notifier.class)));
    }

    private static @Nullable Throwable failureOf(Notifier notifier) {
        try {
            notifier.send(new Notification(new NotificationKey("123", "itemA"), Instant.EPOCH))
                    .toCompletableFuture()
                    .orTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }
}
