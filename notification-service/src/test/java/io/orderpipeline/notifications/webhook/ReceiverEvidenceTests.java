package io.orderpipeline.notifications.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.broker.outbox.file.OutboxWriter;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus;
import io.orderpipeline.notifications.NotificationServiceApplication;
import io.orderpipeline.notifications.delivery.OrderCreatedHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The notification service against a real receiver: which failures are the event's own, which are an outage, and what delays what. */
@ExtendWith(OutputCaptureExtension.class)
class ReceiverEvidenceTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PLANES = 17;

    @TempDir
    private Path dataDir;

    private final Set<String> poisonous = ConcurrentHashMap.newKeySet();
    private final Queue<NotificationKey> taken = new ConcurrentLinkedQueue<>();
    private final Queue<NotificationKey> refused = new ConcurrentLinkedQueue<>();
    private final ExecutorService receiverThreads = Executors.newFixedThreadPool(4);
    private volatile boolean silent;
    private volatile int answerToAll = 200;
    private volatile int answerToPoison = 500;
    private HttpServer receiver;
    private JournalFolder ordersFolder;
    private OutboxWriter outbox;
    private @Nullable ConfigurableApplicationContext service;
    private int committed;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(receiverThreads);
        receiver.createContext("/", this::answer);
        receiver.start();
        ordersFolder = JournalFolder.open(dataDir.resolve("orders"));
        outbox = OutboxWriter.recover(
                ordersFolder, OutboxWriter.scan(ordersFolder), OutboxRetention.keepAll(), InstantSource.system());
    }

    @AfterEach
    void stop() {
        stopService();
        outbox.close();
        ordersFolder.close();
        receiver.stop(0);
        receiverThreads.shutdownNow();
    }

    @Test
    void oneEventThatAlwaysGets500BecomesALetterAfterFiveAttemptsAndHoldsUpNone() {
        startService("--pipeline.retry.first-pause=50ms");
        poisonous.add("poison");
        commit("before");
        commit("poison");
        int others = 0;
        while (letters().isEmpty()) {
            String other = "other-" + others++;
            commit(other);
            awaitTaken(other);
            assertThat(others).as("orders until it was a letter").isLessThan(1_000);
        }
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.event()).isEqualTo(order("poison"));
            assertThat(letter.failure().cause()).isEqualTo("notification-failed");
            assertThat(letter.failure().attempts()).isEqualTo(5);
        });
        assertThat(refused.size())
                .as("attempts, and probes while nothing else had been delivered")
                .isBetween(5, 10);
        assertThat(taken).hasSize(others + 1).doesNotHaveDuplicates();
    }

    @Test
    void aReceiverThatFailsEverythingUsesNoAttemptHoweverItAnswers(CapturedOutput output) {
        startService("--pipeline.retry.first-pause=1ms");
        for (int status : List.of(401, 403, 404, 408, 410, 425, 429, 500, 502, 503, 302)) {
            answerToAll = status;
            List<String> orders =
                    IntStream.range(0, 3).mapToObj(i -> status + "-" + i).toList();
            orders.forEach(this::commit);
            int before = refused.size();
            await().atMost(SOON).until(() -> refused.size() >= before + 20);
            assertThat(letters()).as("after %d", status).isEmpty();
            answerToAll = 200;
            orders.forEach(this::awaitTaken);
        }
        awaitDrained();
        assertThat(letters()).isEmpty();
        assertThat(taken).hasSize(33).doesNotHaveDuplicates();
        assertThat(output.getOut().lines().filter(line -> line.contains("relay.outage.started")))
                .as("one line at the start of each outage")
                .hasSize(11);
        assertThat(output.getOut().lines().filter(line -> line.contains("relay.outage.ended")))
                .as("and one at its end")
                .hasSize(11);
    }

    @Test
    void moreFailingNotificationsThanTheWindowHoldsDelayNoOther() {
        startService("--pipeline.retry.first-pause=1h");
        answerToPoison = 422;
        int failing = 4_500;
        for (int i = 0; i < failing; i++) {
            poisonous.add("poison-" + i);
        }
        commit(IntStream.range(0, failing).mapToObj(i -> "poison-" + i).toArray(String[]::new));
        commit("good");
        awaitTaken("good");
        await().atMost(SOON).until(() -> handler().parkedNotifications() == failing);
        assertThat(relay().status().doneSeq()).as("they are not done").isZero();
        assertThat(relay().status().state()).isEqualTo(RelayStatus.State.RUNNING);
        assertThat(letters()).isEmpty();

        stopService();
        poisonous.clear();
        startService();
        awaitDrained();
        assertThat(taken)
                .as("each is tried again after a restart")
                .hasSize(failing + 1)
                .doesNotHaveDuplicates();
    }

    /** This many failures in a row look like an outage; only an event after them shows that the receiver is up. */
    @Test
    void manyPoisonousEventsInARowStopNoEventBehindThem() {
        int poison = 120;
        startService("--pipeline.retry.first-pause=1h", "--pipeline.relay.window=60");
        for (int i = 0; i < poison; i++) {
            poisonous.add("poison-" + i);
        }
        commit(IntStream.range(0, poison).mapToObj(i -> "poison-" + i).toArray(String[]::new));
        await().atMost(SOON).until(() -> relay().status().state() == RelayStatus.State.OUTAGE);
        commit("good");
        awaitTaken("good");
        await().atMost(SOON).until(() -> handler().parkedNotifications() == poison);
        assertThat(relay().status().state()).isEqualTo(RelayStatus.State.RUNNING);
        commit("another");
        awaitTaken("another");
    }

    @Test
    void poisonousEventsAmongGoodOnesStartNoOutage(CapturedOutput output) {
        startService("--pipeline.retry.first-pause=1h");
        List<String> orders = IntStream.range(0, 600)
                .mapToObj(i -> (i % 2 == 0 ? "good-" : "poison-") + i)
                .toList();
        orders.stream().filter(id -> id.startsWith("poison")).forEach(poisonous::add);
        commit(orders.toArray(String[]::new));
        orders.stream().filter(id -> id.startsWith("good")).forEach(this::awaitTaken);
        await().atMost(SOON).until(() -> handler().parkedNotifications() == 300);
        assertThat(output.getOut()).doesNotContain("relay.outage.started");
    }

    /** Otherwise each would wait for its own timeout, and the first probe would come after all of them. */
    @Test
    void whatWaitsForASilentReceiverIsGivenBackWithoutATry() {
        silent = true;
        startService("--pipeline.webhook.concurrency=4", "--pipeline.webhook.read-timeout=200ms");
        commit(IntStream.range(0, 400).mapToObj(i -> "order-" + i).toArray(String[]::new));
        await().atMost(SOON).until(() -> relay().status().state() == RelayStatus.State.OUTAGE);
        assertThat(refused.size()).as("one on each connection, and some probes").isBetween(4, 63);
        silent = false;
        awaitDrained();
        assertThat(taken).hasSize(400).doesNotHaveDuplicates();
        assertThat(letters()).isEmpty();
    }

    @Test
    void pausesAndSaysSoWhenTooManyWait(CapturedOutput output) {
        startService("--pipeline.retry.first-pause=1s", "--pipeline.retry.attempts=2", "--pipeline.retry.parked=3");
        answerToPoison = 422;
        poisonous.addAll(List.of("a", "b", "c"));
        commit("a", "b", "c");
        await().atMost(SOON).until(() -> handler().parkedNotifications() == 3);
        commit("good");
        await().atMost(SOON).until(() -> output.getOut()
                .contains("3 notifications wait for another attempt, and pipeline.retry.parked is 3"));
        awaitTaken("good");
        awaitDrained();
        assertThat(letters()).hasSize(3);
    }

    @Test
    void notifiesOfUnusualIdsToTheLastByte() {
        startService();
        List<String> ids = Stream.concat(
                        Stream.of(
                                "\"\\/",
                                "\\u0041",
                                "a::b",
                                " a ",
                                "\u00e4",
                                "a\u0308",
                                "a\u2028\u2029",
                                "\ufeffa",
                                "\u202ea"),
                        IntStream.range(0, PLANES)
                                .flatMap(plane -> IntStream.of((plane << 16) + 0x21, (plane << 16) + 0xFFFF))
                                .mapToObj(Character::toString))
                .toList();
        commit(ids.toArray(String[]::new));
        awaitDrained();
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(ReceiverEvidenceTests::keyOf).toList());
    }

    private void startService(String... more) {
        service = new SpringApplicationBuilder(NotificationServiceApplication.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--pipeline.data-dir=" + dataDir,
                                        "--pipeline.management.notifications-port=0",
                                        "--pipeline.notifier=webhook",
                                        "--pipeline.webhook.url=http://localhost:"
                                                + receiver.getAddress().getPort() + "/hook",
                                        "--pipeline.webhook.secret=whsec_"
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                "k".repeat(32).getBytes(UTF_8)),
                                        "--pipeline.webhook.allow-internal-addresses=true",
                                        "--pipeline.relay.first-probe=10ms",
                                        "--pipeline.relay.longest-pause=50ms"),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private void stopService() {
        service().close();
    }

    private ConfigurableApplicationContext service() {
        return Objects.requireNonNull(service);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode data = JsonMapper.shared()
                .readTree(exchange.getRequestBody().readAllBytes())
                .required("data");
        NotificationKey key = new NotificationKey(
                data.required("orderId").asString(), data.required("itemId").asString());
        int status = poisonous.contains(key.orderId()) ? answerToPoison : answerToAll;
        if (silent) {
            refused.add(key);
            return;
        }
        (status == 200 ? taken : refused).add(key);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void commit(String... orderIds) {
        outbox.append(Arrays.stream(orderIds)
                .map(orderId -> {
                    byte[] json = EventCodec.encode(order(orderId));
                    return Arrays.copyOfRange(json, 1, json.length - 1);
                })
                .toList());
        committed += orderIds.length;
    }

    private static OrderCreated order(String orderId) {
        return new OrderCreated(orderId, List.of(keyOf(orderId).itemId()), Instant.EPOCH);
    }

    private static NotificationKey keyOf(String orderId) {
        return new NotificationKey(orderId, orderId + "-item");
    }

    private void awaitTaken(String orderId) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(2)).until(() -> taken.contains(keyOf(orderId)));
    }

    private void awaitDrained() {
        await().atMost(SOON).until(() -> relay().awaitDone(committed, SOON));
    }

    private List<DeadLetter> letters() {
        return service()
                .getBean(DeadLetters.class)
                .page(LetterFilter.ALL, 0, 100)
                .toCompletableFuture()
                .join()
                .letters();
    }

    private OrderCreatedHandler handler() {
        return service().getBean(OrderCreatedHandler.class);
    }

    private OutboxRelay relay() {
        return service().getBean(OutboxRelay.class);
    }
}
