package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the live page receives, and that its clients cannot harm each other. */
class LiveStreamTests {

    private static final int MOST = 16;

    @TempDir
    private Path folder;

    private Pipeline pipeline;
    private PageClient page;
    private Customer customer;

    @BeforeEach
    void start() {
        pipeline = Pipeline.start(new DataFolder(folder).arguments());
        page = PageClient.of(pipeline);
        customer = Customer.of(pipeline.orders());
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void showsOrdersOnTheirWayAndThoseRefused() {
        try (PageClient.Stream stream = page.stream()) {
            stream.await(snapshot -> snapshot.path("orders").isEmpty());
            customer.posts("{\"itemId\":[\"itemA\",\"itemB\"],\"orderId\":\"123\"}");
            JsonNode order = stream.await(snapshot -> stage(snapshot).equals("NOTIFIED"))
                    .path("orders")
                    .get(0);

            assertThat(order.path("orderId").asString()).isEqualTo("123");
            assertThat(order.path("itemId").toString()).isEqualTo("[\"itemA\",\"itemB\"]");
            assertThat(order.path("notified").asInt()).isEqualTo(2);
            // An order may be notified before its customer gets the answer, so the time may be zero.
            assertThat(order.path("notifiedAfter").isNumber()).isTrue();
            assertThat(order.path("notifiedAfter").asDouble())
                    .isGreaterThanOrEqualTo(order.path("deliveredAfter").asDouble());

            customer.posts("{\"itemId\":[\"itemB\"]}");
            customer.posts("{\"itemId\":[]}");
            JsonNode refused = stream.await(snapshot -> snapshot.path("refused").size() == 2)
                    .path("refused");
            assertThat(refused.get(0).path("status").asInt()).isEqualTo(400);
            assertThat(refused.get(0).path("error").asString()).isEqualTo("itemId is required (non-empty array)");
            assertThat(refused.get(1).path("error").asString()).isEqualTo("duplicate item(s): itemB");
            assertThat(refused.get(1).path("sent").asString()).isEqualTo("{\"itemId\":[\"itemB\"]}");
        }
    }

    @Test
    void showsTheBeginningOfALongRefusedOrder() {
        String order = "{\"itemId\":[\"x" + "\ud83d\udce6".repeat(199) + "\"]}";
        try (PageClient.Stream stream = page.stream()) {
            stream.await(snapshot -> true);
            customer.posts(order);
            customer.posts(order);
            JsonNode refused = stream.await(snapshot -> snapshot.path("refused").size() == 1)
                    .path("refused")
                    .get(0);

            assertThat(refused.path("sent").asString())
                    .isEqualTo("{\"itemId\":[\"x" + "\ud83d\udce6".repeat(46) + "\u2026");
        }
    }

    @Test
    void knowsAfterARestartWhatTheFilesSay() {
        customer.posts("{\"itemId\":[\"itemA\"],\"orderId\":\"123\"}");
        pipeline.close();
        start();

        try (PageClient.Stream stream = page.stream()) {
            JsonNode snapshot = stream.await(now -> stage(now).equals("NOTIFIED"));
            assertThat(snapshot.path("relay").path("accepted").asLong()).isEqualTo(1);
            assertThat(snapshot.path("charts")
                            .path("orders")
                            .valueStream()
                            .mapToLong(JsonNode::asLong)
                            .sum())
                    .isEqualTo(1);
            assertThat(snapshot.path("orders").get(0).path("notifiedAfter").isNull())
                    .isTrue();
        }
    }

    @Test
    void isSentToALimitedNumberOfClientsAndCostsNothingWithoutAny() {
        assertThat(isWriterThere()).isFalse();
        List<PageClient.Stream> streams = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            streams.add(page.stream());
        }
        assertThat(streams).allSatisfy(stream -> assertThat(stream.status()).isEqualTo(200));
        assertThat(page.get("/live/stream").body())
                .isEqualTo("{\"error\":\"the live page is already open 16 times; close one\"}");
        streams.forEach(stream -> stream.await(snapshot -> true));

        streams.forEach(PageClient.Stream::close);
        await().atMost(Duration.ofSeconds(20)).until(() -> !isWriterThere());
        try (PageClient.Stream again = page.stream()) {
            again.await(snapshot -> true);
        }
    }

    @Test
    void reachesOtherClientsWhileSomeDoNotRead() throws IOException {
        List<Socket> deaf = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            deaf.add(page.deafStream());
        }
        try (PageClient.Stream stream = page.stream()) {
            // Far more than the kernel buffers for a client.
            for (int i = 0; i < 2_000; i++) {
                customer.posts("{\"itemId\":[\"item-" + i + "\"]}");
            }
            stream.await(snapshot -> snapshot.path("relay").path("accepted").asLong() == 2_000);
            int seen = stream.snapshots();
            await().atMost(Duration.ofSeconds(20)).until(() -> stream.snapshots() >= seen + 4);
            assertThat(customer.posts("{\"itemId\":[\"the last one\"]}")).startsWith("202");
        } finally {
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }

    @Test
    void endsBeforeAStopWaitsForIt() {
        try (PageClient.Stream stream = page.stream()) {
            stream.await(snapshot -> true);
            long began = System.nanoTime();
            pipeline.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
            await().until(stream::isOver);
        }
    }

    private static String stage(JsonNode snapshot) {
        return snapshot.path("orders").path(0).path("stage").asString("");
    }

    private static boolean isWriterThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("live-page"));
    }
}
