package io.orderpipeline.orders.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.broker.journal.JournalDamagedException;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.StorageFailedException;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import io.orderpipeline.broker.outbox.file.OutboxRetention;
import io.orderpipeline.orders.placing.IdempotencyKey;
import io.orderpipeline.orders.placing.Order;
import io.orderpipeline.orders.placing.OrderAccepted;
import io.orderpipeline.orders.placing.OrderRefused;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.placing.OrdersContractTests;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.placing.Placement;
import io.orderpipeline.orders.storage.CommitStatistics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FileOrdersTests extends OrdersContractTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.120Z");

    @TempDir
    Path temp;

    private @Nullable OrdersFolder open;

    @Override
    protected Orders orders() {
        return reopen().orders();
    }

    private OrdersFolder reopen() {
        close();
        open = OrdersFolder.open(temp.resolve("orders"));
        return open;
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    @Test
    void writesAnOrderAndItsEventForPeople() throws IOException {
        OrdersFolder store = reopen();
        place(store, order("123", "itemA", "itemB"));
        assertThat(store.outbox(1)).hasSize(1);
        JsonNode orders = OrdersFolder.json(temp.resolve("orders/orders.json"));
        JsonNode outbox = OrdersFolder.json(temp.resolve("orders/outbox.json"));
        assertThat(orders).hasSize(1);
        assertThat(orders.get(0).get("seq").asLong()).isEqualTo(1);
        assertThat(orders.get(0).get("orderId").asString()).isEqualTo("123");
        assertThat(orders.get(0).get("itemId").toString()).isEqualTo("[\"itemA\",\"itemB\"]");
        assertThat(orders.get(0).get("createdAt").asString()).isEqualTo("2026-11-01T12:00:00.120Z");
        assertThat(outbox).hasSize(1);
        assertThat(outbox.get(0).propertyNames())
                .containsExactly("seq", "type", "version", "orderId", "itemId", "createdAt", "durable", "prev", "crc");
        assertThat(outbox.get(0).get("type").asString()).isEqualTo("order.created");
        assertThat(outbox.get(0).get("version").asInt()).isEqualTo(1);
    }

    @Test
    void remembersEverythingAfterARestart() {
        OrdersFolder before = reopen();
        Order withKey = new Order("3", List.of("d"), NOON, new IdempotencyKey("key", "print"));
        place(before, order("1", "a", "b"));
        place(before, order("2 \"\\\uD83D\uDCE6", "c\n"));
        place(before, withKey);
        OrdersFolder after = reopen();
        assertThat(after.orders().find("2 \"\\\uD83D\uDCE6")).contains(order("2 \"\\\uD83D\uDCE6", "c\n"));
        assertThat(place(after, order("1", "z"))).isEqualTo(new OrderRefused.DuplicateOrderId());
        assertThat(place(after, order("9", "x", "c\n", "b")))
                .isEqualTo(new OrderRefused.DuplicateItems(List.of("c\n", "b")));
        Order repeated = new Order("a fresh id", List.of("d"), NOON.plusSeconds(1), new IdempotencyKey("key", "print"));
        assertThat(place(after, repeated)).as("the first answer again").isEqualTo(new OrderAccepted("3"));
        assertThat(place(after, order("4", "e"))).isEqualTo(new OrderAccepted("4"));
        assertThat(after.outbox(4)).extracting(OutboxEntry::seq).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void writesTheEventsAgainThatTheOutboxLost() throws IOException {
        OrdersFolder before = reopen();
        IntStream.range(0, 5).forEach(i -> place(before, order("order-" + i, "item-" + i)));
        List<Event> events = before.outbox(5).stream().map(OutboxEntry::event).toList();
        close();
        Path outbox = temp.resolve("orders/outbox.json");
        List<String> lines = Files.readAllLines(outbox);
        Files.writeString(outbox, String.join("\n", lines.subList(0, 3)) + "\n]");
        assertThat(reopen().outbox(5)).extracting(OutboxEntry::event).isEqualTo(events);
        close();
        Files.delete(outbox);
        assertThat(reopen().outbox(5)).extracting(OutboxEntry::event).isEqualTo(events);
    }

    /** A torn tail left by a power cut is then short enough for the next start to cut off. */
    @Test
    void syncsWhileItWritesManyBytesOfEventsAgain() throws IOException {
        OrdersFolder before = reopen();
        IntStream.range(0, 6).forEach(i -> place(before, order("order-" + i, i + "x".repeat(1 << 20))));
        close();
        Path outbox = temp.resolve("orders/outbox.json");
        Files.delete(outbox);
        reopen();
        close();
        assertThat(OrdersFolder.json(outbox)).hasSize(6).last().satisfies(event -> assertThat(
                        event.get("durable").asLong())
                .isPositive());
    }

    @Test
    void refusesToStartWithoutOrdersThatTheOutboxKnows() throws IOException {
        OrdersFolder before = reopen();
        place(before, order("1", "a"));
        place(before, order("2", "b"));
        close();
        Path orders = temp.resolve("orders/orders.json");
        List<String> lines = Files.readAllLines(orders);
        Files.writeString(orders, String.join("\n", lines.subList(0, 2)) + "\n]");
        byte[] found = Files.readAllBytes(orders);
        Assertions.assertThatExceptionOfType(JournalDamagedException.class)
                .isThrownBy(this::reopen)
                .withMessageContaining(
                        "orders.json is damaged at byte 127, where seq 2 should be: the file ends, but seq 2 was acknowledged");
        assertThat(Files.readAllBytes(orders)).isEqualTo(found);
    }

    @Test
    void givesEachOrderExactlyOneEventWhileManyPlaceThem() {
        OrdersFolder store = reopen();
        List<CompletableFuture<Placement>> answers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            answers.add(store.orders().place(order("order-" + i % 4_000, "item-" + i)));
        }
        answers.forEach(CompletableFuture::join);
        close();
        List<OutboxEntry> events = reopen().outbox(4_000);
        assertThat(events).hasSize(4_000);
        assertThat(events)
                .extracting(entry -> ((OrderCreated) entry.event()).orderId())
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsNoRequestThreadsHandOnTheFile() {
        OrdersFolder store = reopen();
        Thread.currentThread().interrupt();
        CompletableFuture<Placement> answer = store.orders().place(order("1", "a"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.join()).isEqualTo(new OrderAccepted("1"));
        Thread.currentThread().interrupt();
        assertThat(store.orders().find("1")).isPresent();
        assertThat(store.orders().after(0, 10)).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(place(store, order("2", "b"))).isEqualTo(new OrderAccepted("2"));
    }

    @Test
    void hasNothingToRepairAfterAnOrderlyEnd() throws IOException {
        OrdersFolder store = reopen();
        place(store, order("1", "a"));
        close();
        String orders = Files.readString(temp.resolve("orders/orders.json"), UTF_8);
        String outbox = Files.readString(temp.resolve("orders/outbox.json"), UTF_8);
        reopen();
        close();
        assertThat(Files.readString(temp.resolve("orders/orders.json"), UTF_8)).isEqualTo(orders);
        assertThat(Files.readString(temp.resolve("orders/outbox.json"), UTF_8)).isEqualTo(outbox);
    }

    /** Each file on its own; the service may be idle or under full load. */
    @ParameterizedTest
    @ValueSource(strings = {"orders.json", "outbox.json", ".lock"})
    void acceptsNothingASecondAfterAFileWasTakenAway(String name) throws IOException {
        List<RuntimeException> failures = new CopyOnWriteArrayList<>();
        try (JournalFolder folder = JournalFolder.open(temp.resolve("watched"))) {
            FileOrders orders = FileOrders.open(
                    folder,
                    CommitBell.insideOneJvm(),
                    OutboxRetention.keepAll(),
                    Position.START,
                    Limits.USUAL,
                    new CommitStatistics(),
                    failures::add);
            orders.place(order("1", "a")).join();
            Files.delete(temp.resolve("watched").resolve(name));

            await().atMost(Duration.ofSeconds(1)).until(() -> !failures.isEmpty());
            assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("/" + name + " was replaced, moved or deleted"));
            assertThat(orders.place(order("2", "b")))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(OrdersUnavailableException.class);
            orders.close();
        }
    }

    @Test
    void refusesWhatNeedsADamagedOrderAndServesAllOthers() throws IOException {
        OrdersFolder store = reopen();
        Order damaged = new Order("1", List.of("itemA"), NOON, new IdempotencyKey("key", "print"));
        place(store, damaged);
        place(store, order("2", "itemB"));
        Path file = temp.resolve("orders/orders.json");
        flipInPlace(file, Files.readString(file).indexOf("itemA"));

        assertUnavailable(() -> store.orders().find("1"));
        assertUnavailable(() -> store.orders().after(0, 10));
        assertThat(store.orders().place(damaged))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(OrdersUnavailableException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.UNAVAILABLE));
        assertThat(store.orders().find("2")).isPresent();
        assertThat(place(store, order("3", "itemC"))).isEqualTo(new OrderAccepted("3"));
    }

    /** Within the same file, as on a failing disk. */
    private static void flipInPlace(Path file, long at) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.wrap(new byte[] {'#'}), at);
        }
    }

    private static void assertUnavailable(ThrowingCallable question) {
        Assertions.assertThatExceptionOfType(OrdersUnavailableException.class)
                .isThrownBy(question)
                .withMessageContaining("orders.json");
    }

    private static Placement place(OrdersFolder store, Order order) {
        return store.orders().place(order).join();
    }

    private static Order order(String orderId, String... itemIds) {
        return new Order(orderId, List.of(itemIds), NOON, null);
    }
}
