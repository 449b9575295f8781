package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader of an outbox gets no event of another pipeline, even before the order service has checked the outbox. */
class OrderWitnessTests {

    @TempDir
    Path temp;

    @Test
    void deliversEventsThatMatchTheirOrders() throws IOException {
        orders("own", 100);
        outbox("own", 100);
        assertThat(read(temp)).hasSize(100);
    }

    @Test
    void deliversNoEventOfAnotherPipeline() throws IOException {
        orders("own", 10);
        outbox("foreign", 10);
        try (OutboxCursor cursor = cursor(temp)) {
            assertRefuses(cursor, 1);
            assertRefuses(cursor, 1);
        }
    }

    @Test
    void continuesOnceTheOutboxIsWrittenAgain() throws IOException {
        orders("own", 3);
        outbox("foreign", 3);
        try (OutboxCursor cursor = cursor(temp)) {
            assertRefuses(cursor, 1);
            Files.delete(temp.resolve("outbox.json"));
            outbox("own", 3);
            assertThat(idsFrom(cursor)).containsExactly("own-1", "own-2", "own-3");
        }
    }

    @Test
    void stopsWhereAnotherStateOfThePipelineBegins() throws IOException {
        orders("own", 10);
        try (OutboxFolder outbox = OutboxFolder.open(temp, OutboxRetention.keepAll())) {
            append(outbox, "own", 1, 6);
            append(outbox, "other", 7, 12);
        }
        try (OutboxCursor cursor = cursor(temp)) {
            for (int seq = 1; seq <= 6; seq++) {
                assertThat(cursor.next()).isNotNull();
            }
            assertRefuses(cursor, 7);
        }
    }

    @Test
    void deliversEventsWhoseOrdersAreLost() throws IOException {
        outbox("own", 5);
        assertThat(read(temp)).as("without orders.json").hasSize(5);
        orders("own", 3);
        assertThat(read(temp)).as("with fewer orders").hasSize(5);
        byte[] bytes = Files.readAllBytes(temp.resolve(EventOfOrder.ORDERS));
        bytes[bytes.length / 2] ^= 1;
        Files.write(temp.resolve(EventOfOrder.ORDERS), bytes);
        assertThat(read(temp)).as("with a damaged order").hasSize(5);
    }

    @Test
    void failsWhileTheOrdersCannotBeRead() throws IOException {
        outbox("own", 1);
        Files.createDirectory(temp.resolve(EventOfOrder.ORDERS));
        try (OutboxCursor cursor = cursor(temp)) {
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(OutboxUnreadableException.class)
                    .hasMessageContaining(EventOfOrder.ORDERS);
            Files.delete(temp.resolve(EventOfOrder.ORDERS));
            assertThat(idsFrom(cursor)).containsExactly("own-1");
        }
    }

    @Test
    void deliversEventsOfALaterReleaseUnchecked() throws IOException {
        orders("own", 1);
        try (OutboxFolder outbox = OutboxFolder.open(temp, OutboxRetention.keepAll())) {
            outbox.writer().append(List.of("\"type\":\"order.paid\",\"orderId\":\"own-1\"".getBytes(UTF_8)));
        }
        assertThat(read(temp)).singleElement().extracting(OutboxEntry::event).isInstanceOf(UnknownEvent.class);
    }

    @Test
    void readsOrdersAgainThatWereReplaced() throws IOException {
        orders("first", 2);
        try (OutboxFolder outbox = OutboxFolder.open(temp, OutboxRetention.keepAll());
                OutboxCursor cursor = outbox.outbox().after(0)) {
            append(outbox, "first", 1, 1);
            assertThat(idsFrom(cursor)).containsExactly("first-1");
            Path kept = Files.createDirectory(temp.resolve("aside"));
            Files.move(temp.resolve(EventOfOrder.ORDERS), kept.resolve(EventOfOrder.ORDERS));
            writeOrders(outbox.folder(), "second", 2);
            append(outbox, "second", 2, 2);
            assertThat(idsFrom(cursor)).containsExactly("second-2");
        }
    }

    private static void assertRefuses(OutboxCursor cursor, long seq) {
        assertThatThrownBy(cursor::next)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessageContaining("the event with seq " + seq + " of the outbox")
                .hasMessageContaining("does not match its order in orders.json");
    }

    private static OutboxCursor cursor(Path folder) {
        return new FileOutbox(FolderView.of(folder)).after(0);
    }

    private static List<OutboxEntry> read(Path folder) {
        List<OutboxEntry> entries = new ArrayList<>();
        try (OutboxCursor cursor = cursor(folder)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static List<String> idsFrom(OutboxCursor cursor) {
        List<String> ids = new ArrayList<>();
        for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            ids.add(((OrderCreated) entry.event()).orderId());
        }
        return ids;
    }

    private void outbox(String name, int count) {
        try (OutboxFolder outbox = OutboxFolder.open(temp, OutboxRetention.keepAll())) {
            append(outbox, name, 1, count);
        }
    }

    private static void append(OutboxFolder outbox, String name, int from, int to) {
        for (int number = from; number <= to; number++) {
            outbox.append(new OrderCreated(name + "-" + number, List.of("item"), Instant.EPOCH));
        }
    }

    private void orders(String name, int count) {
        try (JournalFolder folder = JournalFolder.open(temp)) {
            writeOrders(folder, name, count);
        }
    }

    private static void writeOrders(JournalFolder folder, String name, int count) {
        try (Journal orders = folder.scan(EventOfOrder.ORDERS, Origin.START, (seq, position, bytes, from, to) -> {})
                .recover(0)
                .journal()) {
            for (int number = 1; number <= count; number++) {
                orders.stage(("\"orderId\":\"" + name + "-" + number
                                + "\",\"itemId\":[\"item\"],\"createdAt\":\"1970-01-01T00:00:00.000Z\"")
                        .getBytes(UTF_8));
            }
            orders.write();
            orders.force();
        }
    }
}
