package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.WatchedFolder;
import io.orderpipeline.broker.outbox.OutboxUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a reader, and the message in each case. */
class OutboxRecordsTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path temp;

    private final AtomicLong nanoTime = new AtomicLong(-SECOND);
    private final List<OutboxRecords> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(OutboxRecords::close);
    }

    @Test
    void refusesAnEndThatStaysHalfWrittenForMoreThanASecond() throws IOException {
        write(3, OutboxRetention.keepAll());
        String whole = live();
        Files.writeString(liveFile(), whole.substring(0, whole.length() - 10));
        OutboxRecords records = after(Position.START);
        assertThat(read(records, 2)).containsExactly(1L, 2L);
        assertThat(records.hasUnclearEnd()).isFalse();

        assertThat(records.next()).isNull();
        assertThat(records.hasUnclearEnd()).isTrue();
        nanoTime.addAndGet(SECOND);
        assertThat(records.next()).isNull();
        nanoTime.addAndGet(1);
        assertThatThrownBy(records::next)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessage(
                        "%s/outbox.json holds no whole record at byte %d, where seq 3 should be",
                        temp, whole.indexOf(",{\"seq\":3,"));

        Files.writeString(liveFile(), whole);
        assertThat(read(records, 1)).containsExactly(3L);
        assertThat(records.next()).isNull();
        assertThat(records.hasUnclearEnd()).isFalse();
    }

    @Test
    void givesEachHalfWrittenEndOneSecond() throws IOException {
        write(4, OutboxRetention.keepAll());
        String whole = live();
        int third = whole.indexOf(",{\"seq\":3,");
        int fourth = whole.indexOf(",{\"seq\":4,");
        OutboxRecords records = after(Position.START);

        Files.writeString(liveFile(), whole.substring(0, third + 10));
        assertThat(read(records, 2)).containsExactly(1L, 2L);
        assertThat(records.next()).isNull();
        nanoTime.addAndGet(SECOND);
        Files.writeString(liveFile(), whole.substring(0, third) + "]");
        assertThat(records.next()).isNull();
        nanoTime.addAndGet(1);
        Files.writeString(liveFile(), whole.substring(0, third + 10));
        assertThat(records.next()).isNull();
        nanoTime.addAndGet(SECOND);
        Files.writeString(liveFile(), whole.substring(0, fourth + 10));
        assertThat(read(records, 1)).containsExactly(3L);
        nanoTime.addAndGet(1);
        assertThat(records.next()).isNull();
        nanoTime.addAndGet(SECOND);
        assertThat(records.next()).isNull();
        nanoTime.addAndGet(1);
        assertThatThrownBy(records::next).hasMessageContaining("where seq 4 should be");
    }

    @Test
    void readsOnFromOneFileToTheNext() {
        write(20, segments());

        assertThat(read(after(Position.START), 20)).endsWith(20L);
        assertThat(OutboxSegment.directlyIn(view())).hasSizeGreaterThan(3);
    }

    @Test
    void namesTheFileAfterAGap() throws IOException {
        write(20, segments());
        OutboxSegment gone = OutboxSegment.directlyIn(view()).get(1);
        OutboxSegment next = OutboxSegment.directlyIn(view()).get(2);
        Files.delete(temp.resolve(gone.name()));
        OutboxRecords records = after(Position.START);
        assertThat(read(records, (int) gone.first() - 1)).endsWith(gone.first() - 1);

        assertThatThrownBy(records::next)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessage(
                        "seq %d is in no file of the outbox in %s: the next file is %s",
                        gone.first(), temp, next.name());
    }

    @Test
    void refusesASegmentThatEndsTooEarly() throws IOException {
        write(20, segments());
        OutboxSegment segment = OutboxSegment.directlyIn(view()).get(1);
        String content = Files.readString(temp.resolve(segment.name()));
        Files.writeString(
                temp.resolve(segment.name()),
                content.substring(0, content.indexOf(",{\"seq\":" + segment.last() + ",")) + "]");
        OutboxRecords records = after(Position.START);
        assertThat(read(records, (int) segment.last() - 1)).endsWith(segment.last() - 1);

        assertThatThrownBy(records::next)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessage(
                        "seq %d is in no file of the outbox in %s: %s ends before it",
                        segment.last(), temp, segment.name());
    }

    @Test
    void refusesARecordInPlaceOfOneThatIsGone() throws IOException {
        write(20, segments());
        while (!live().contains("seq")) {
            write(1, segments());
        }
        long last = OutboxSegment.newestIn(view()).orElseThrow().last();
        for (OutboxSegment segment : OutboxSegment.directlyIn(view())) {
            Files.delete(temp.resolve(segment.name()));
        }
        OutboxRecords records = OutboxRecords.after(view(), 1, any -> {});
        opened.add(records);

        assertThatThrownBy(records::next)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessage(
                        "seq 2 is in no file of the outbox in %s: outbox.json has seq %d in its place", temp, last + 1);
        assertThatThrownBy(records::next).as("and again").isInstanceOf(OutboxUnreadableException.class);
    }

    @Test
    void refusesARecordThatIsChainedToAnother() {
        write(3, OutboxRetention.keepAll());
        Position first = first();

        assertThat(read(after(first), 2)).containsExactly(2L, 3L);
        assertThatThrownBy(after(new Position(1, first.mark() + 1))::next)
                .isInstanceOf(OutboxUnreadableException.class)
                .hasMessageContaining("chained to");
    }

    @Test
    void waitsForAFileThatIsNotThereYet() {
        OutboxRecords records = after(Position.START);
        assertThat(records.next()).isNull();

        write(2, OutboxRetention.keepAll());

        assertThat(read(records, 2)).containsExactly(1L, 2L);
    }

    @Test
    void hasNoFileOpenOnceItWasRefusedOrClosed() throws IOException {
        write(3, OutboxRetention.keepAll());
        AtomicInteger openFiles = new AtomicInteger();
        FolderView counting = WatchedFolder.counting(temp, openFiles);
        OutboxRecords records = OutboxRecords.after(counting, Position.START);
        assertThat(records.next()).isNotNull();
        assertThat(openFiles).hasValue(1);
        records.close();
        assertThat(openFiles).hasValue(0);

        OutboxRecords elsewhere = OutboxRecords.after(counting, new Position(1, 7));
        assertThatThrownBy(elsewhere::next).isInstanceOf(OutboxUnreadableException.class);
        assertThat(openFiles).as("chained to another").hasValue(0);

        Files.writeString(liveFile(), live().replace("{\"seq\":1,", "{\"seq\":5,"));
        OutboxRecords damaged = OutboxRecords.after(counting, 1, any -> {});
        assertThatThrownBy(damaged::next).isInstanceOf(OutboxUnreadableException.class);
        assertThat(openFiles).hasValue(0);
    }

    /** Each check is a system call, and a backlog has millions of records. */
    @Test
    void asksWhetherItsFileIsFinishedOnlyAtTheEnd() {
        write(50, OutboxRetention.keepAll());
        AtomicInteger looks = new AtomicInteger();
        try (OutboxRecords records = OutboxRecords.after(WatchedFolder.asked(temp, looks), Position.START)) {
            assertThat(read(records, 50)).endsWith(50L);
            assertThat(looks).as("when it was opened").hasValue(1);
            assertThat(records.next()).isNull();
            assertThat(looks).hasValue(2);
        }
    }

    /** A listing made while segments are moved may miss one. */
    @Test
    void looksAgainForAFileThatAListingMissed() throws IOException {
        write(20, segments());
        OutboxSegment first = OutboxSegment.directlyIn(view()).get(0);
        Path away = temp.resolve("away");
        Files.move(temp.resolve(first.name()), away);
        AtomicInteger listings = new AtomicInteger();
        FolderView watched = WatchedFolder.of(temp, () -> {
            if (listings.incrementAndGet() == 9) {
                moveBack(away, first.name());
            }
        });
        try (OutboxRecords records = OutboxRecords.after(watched, Position.START)) {
            assertThat(Objects.requireNonNull(records.next()).seq()).isEqualTo(1);
        }
    }

    private void moveBack(Path away, String name) {
        try {
            Files.move(away, temp.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Position first() {
        JournalRecord first = Objects.requireNonNull(after(Position.START).next());
        return new Position(first.seq(), first.crc());
    }

    private OutboxRecords after(Position position) {
        OutboxRecords records = OutboxRecords.after(view(), position, any -> {}, nanoTime::get);
        opened.add(records);
        return records;
    }

    private static List<Long> read(OutboxRecords records, int count) {
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seqs.add(Objects.requireNonNull(records.next()).seq());
        }
        return seqs;
    }

    private void write(int events, OutboxRetention retention) {
        try (OutboxFolder open = OutboxFolder.open(temp, retention)) {
            for (int i = 0; i < events; i++) {
                open.append(new OrderCreated("order-" + i, List.of("item"), Instant.EPOCH));
            }
        }
    }

    private static OutboxRetention segments() {
        return new OutboxRetention(500, Duration.ZERO, () -> 0);
    }

    private FolderView view() {
        return FolderView.of(temp);
    }

    private Path liveFile() {
        return temp.resolve(OutboxWriter.FILE);
    }

    private String live() throws IOException {
        return new String(Files.readAllBytes(liveFile()), UTF_8);
    }
}
