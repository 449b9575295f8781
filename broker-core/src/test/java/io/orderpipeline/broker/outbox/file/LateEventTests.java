package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.Journal;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.Origin;
import io.orderpipeline.broker.journal.WatchedFolder;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lost or shortened outbox is not mistaken for one that ends there, as long as the orders are in the same folder. */
class LateEventTests {

    @TempDir
    Path temp;

    private final AtomicLong nanoTime = new AtomicLong(-1);

    @Test
    void refusesAnOutboxThatIsGoneAlthoughThereAreOrders() throws IOException {
        orders(3);
        events(3);
        Files.delete(temp.resolve(OutboxWriter.FILE));
        try (OutboxCursor cursor = cursor()) {
            assertRefusesOnlyAfterAWhile(cursor, 1);
        }
    }

    @Test
    void refusesAnOutboxThatWasShortenedBetweenTwoEvents() throws IOException {
        orders(3);
        events(3);
        shorten(OutboxWriter.FILE, 1);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            assertRefusesOnlyAfterAWhile(cursor, 2);
        }
    }

    @Test
    void waitsForAnEventThatIsWrittenAMomentAfterItsOrder() throws IOException {
        orders(2);
        events(1);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            assertThat(cursor.hasUnclearEnd()).isTrue();
            pass(LateEvent.GRACE_PERIOD);
            events(2);
            assertThat(idsFrom(cursor)).containsExactly("order-2");
            assertThat(cursor.hasUnclearEnd()).isFalse();
        }
    }

    @Test
    void waitsForEachEventSeparately() throws IOException {
        orders(3);
        events(1);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            pass(LateEvent.GRACE_PERIOD);
            events(2);
            assertThat(idsFrom(cursor)).containsExactly("order-2");
            assertRefusesOnlyAfterAWhile(cursor, 3);
        }
    }

    @Test
    void continuesOnceTheEventIsWrittenAgain() throws IOException {
        orders(2);
        events(1);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            assertRefusesOnlyAfterAWhile(cursor, 2);
            events(2);
            assertThat(idsFrom(cursor)).containsExactly("order-2");
        }
    }

    @Test
    void waitsForNoEventOfAnOrderThatWasRolledBack() throws IOException {
        orders(2);
        events(1);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            shorten(EventOfOrder.ORDERS, 1);
            pass(LateEvent.GRACE_PERIOD.plusNanos(1));
            assertThat(cursor.next()).isNull();
            assertThat(cursor.hasUnclearEnd()).isFalse();
        }
    }

    @Test
    void stillComparesALateEventWithItsOrder() throws IOException {
        orders(2);
        events(1);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            try (OutboxFolder outbox = OutboxFolder.open(temp, OutboxRetention.keepAll())) {
                outbox.append(new OrderCreated("foreign", List.of("item"), Instant.EPOCH));
            }
            assertThatThrownBy(cursor::next).hasMessageContaining("does not match its order in orders.json");
        }
    }

    @Test
    void endsWhereTheOrdersEnd() throws IOException {
        orders(2);
        events(2);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1", "order-2");
            pass(LateEvent.GRACE_PERIOD.plusNanos(1));
            assertThat(cursor.next()).isNull();
            assertThat(cursor.hasUnclearEnd()).isFalse();
        }
    }

    @Test
    void countsAnOrderWhoseEventIsLost() throws IOException {
        orders(3);
        events(3);
        shorten(OutboxWriter.FILE, 2);
        FileOutbox outbox = new FileOutbox(FolderView.of(temp));
        assertThat(outbox.lastSeq()).isEqualTo(2);
        assertThat(outbox.acceptedSeq()).isEqualTo(3);
        Files.delete(temp.resolve(OutboxWriter.FILE));
        Files.createDirectory(temp.resolve(OutboxWriter.FILE));
        assertThat(outbox.acceptedSeq()).isEqualTo(3);
        Files.delete(temp.resolve(EventOfOrder.ORDERS));
        assertThatThrownBy(outbox::acceptedSeq).isInstanceOf(OutboxUnreadableException.class);
    }

    @Test
    void knowsAtOnceThatTheEventIsNoLongerLate() throws IOException {
        orders(2);
        events(1);
        try (OutboxCursor cursor = cursor()) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            events(2);
            assertThat(cursor.next()).isNotNull();
            assertThat(cursor.hasUnclearEnd()).isFalse();
        }
    }

    @Test
    void hasNoFileOpenOnceItIsClosed() throws IOException {
        orders(2);
        events(1);
        AtomicInteger openFiles = new AtomicInteger();
        try (OutboxCursor cursor = new FileOutbox(WatchedFolder.counting(temp, openFiles)).after(0)) {
            assertThat(idsFrom(cursor)).containsExactly("order-1");
            assertThat(openFiles).hasValue(2);
        }
        assertThat(openFiles).hasValue(0);
    }

    @Test
    void countsAnEventOfAnOutboxWithoutOrders() {
        events(2);
        assertThat(new FileOutbox(FolderView.of(temp)).acceptedSeq()).isEqualTo(2);
    }

    private void assertRefusesOnlyAfterAWhile(OutboxCursor cursor, long seq) {
        assertThat(cursor.next()).isNull();
        assertThat(cursor.hasUnclearEnd()).isTrue();
        pass(LateEvent.GRACE_PERIOD);
        assertThat(cursor.next()).isNull();
        pass(Duration.ofNanos(1));
        assertThatThrownBy(cursor::next)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessage("seq %d is in no file of the outbox in %s, and orders.json has its order", seq, temp);
        assertThat(cursor.hasUnclearEnd()).isTrue();
    }

    private OutboxCursor cursor() {
        return new FileOutbox(FolderView.of(temp)).after(Position.START, nanoTime::get);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private static List<String> idsFrom(OutboxCursor cursor) {
        List<String> ids = new ArrayList<>();
        for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            ids.add(((OrderCreated) entry.event()).orderId());
        }
        return ids;
    }

    /** At a record boundary, so that the file is still whole. */
    private void shorten(String file, long seq) throws IOException {
        String content = Files.readString(temp.resolve(file));
        Files.writeString(
                temp.resolve(file), content.substring(0, content.indexOf(",{\"seq\":" + (seq + 1) + ",")) + "]");
    }

    private void events(int last) {
        try (OutboxFolder outbox = OutboxFolder.open(temp, OutboxRetention.keepAll())) {
            for (long number = outbox.writer().lastSeq() + 1; number <= last; number++) {
                outbox.append(new OrderCreated("order-" + number, List.of("item"), Instant.EPOCH));
            }
        }
    }

    private void orders(int count) {
        try (JournalFolder folder = JournalFolder.open(temp);
                Journal orders = folder.scan(EventOfOrder.ORDERS, Origin.START, (seq, position, bytes, from, to) -> {})
                        .recover(0)
                        .journal()) {
            for (int number = 1; number <= count; number++) {
                orders.stage(("\"orderId\":\"order-" + number
                                + "\",\"itemId\":[\"item\"],\"createdAt\":\"1970-01-01T00:00:00.000Z\"")
                        .getBytes(UTF_8));
            }
            orders.write();
            orders.force();
        }
    }
}
