package io.orderpipeline.broker.outbox.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalRecord;
import io.orderpipeline.broker.journal.SimulatedDisk;
import io.orderpipeline.broker.outbox.OutboxCursor;
import io.orderpipeline.broker.outbox.OutboxEntry;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Which parts of an existing outbox a start trusts. */
@ExtendWith(OutputCaptureExtension.class)
class FoundOutboxTests {

    private static final int EVENTS = 20;

    @TempDir
    Path temp;

    private final List<Position> positions = new ArrayList<>();
    private JournalFolder folder;

    @BeforeEach
    void writeSegments() {
        write(temp, new OutboxRetention(500, Duration.ZERO, () -> 0));
        folder = JournalFolder.open(temp);
        positions.addAll(positionsIn(folder));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void trustsEveryPositionThatItHolds() {
        assertThat(positions).hasSize(EVENTS).allSatisfy(position -> {
            FoundOutbox found = FoundOutbox.in(folder, position);
            assertThat(found.delivered()).isEqualTo(position);
            assertThat(undelivered(found)).isEqualTo(EVENTS - position.seq());
        });
    }

    @Test
    void startsAtTheFirstEventForAPositionOfAnotherOutbox() {
        for (Position position :
                List.of(Position.START, new Position(5, positions.get(4).mark() + 1), new Position(EVENTS + 1, 1))) {
            FoundOutbox found = FoundOutbox.in(folder, position);
            assertThat(found.delivered()).isEqualTo(Position.START);
            assertThat(undelivered(found)).isEqualTo(EVENTS);
        }
    }

    @Test
    void doesNotTrustAPositionAfterDamageInTheSameFile() throws IOException {
        OutboxSegment segment = OutboxSegment.directlyIn(folder.view()).get(1);
        damage(temp.resolve(segment.name()), segment.first());

        assertThat(FoundOutbox.in(folder, positions.get((int) segment.first())).delivered())
                .isEqualTo(Position.START);
        assertThat(FoundOutbox.in(folder, positions.get((int) segment.last() - 1))
                        .delivered())
                .as("the whole segment is delivered, so no repair keeps a part of it")
                .isEqualTo(positions.get((int) segment.last() - 1));
    }

    @Test
    void doesNotTrustAPositionAfterDamageInTheMiddleOfTheSameFile(@TempDir Path other) throws IOException {
        write(other, new OutboxRetention(3_000, Duration.ZERO, () -> 0));
        try (JournalFolder larger = JournalFolder.open(other)) {
            OutboxSegment segment = OutboxSegment.directlyIn(larger.view()).get(0);
            Position behind = positionsIn(larger).get(9);
            assertThat(segment.last()).isGreaterThan(behind.seq());
            assertThat(FoundOutbox.in(larger, behind).delivered()).isEqualTo(behind);
            damage(other.resolve(segment.name()), 2);
            assertThat(FoundOutbox.in(larger, behind).delivered()).isEqualTo(Position.START);
        }
    }

    /** In a long file, a search for the position jumps over most of what comes before it. */
    @Test
    void doesNotTrustAPositionAfterDamageThatASearchJumpsOver(@TempDir Path other) throws IOException {
        try (OutboxFolder open = OutboxFolder.open(other, new OutboxRetention(300_000, Duration.ZERO, () -> 0))) {
            for (int i = 1; i <= 40; i++) {
                open.append(new OrderCreated("order-" + i, List.of("x".repeat(10_000)), Instant.EPOCH));
            }
        }
        try (JournalFolder longer = JournalFolder.open(other)) {
            Position delivered = positionsIn(longer).get(24);
            Path file =
                    other.resolve(OutboxSegment.directlyIn(longer.view()).get(0).name());
            String whole = Files.readString(file);
            damage(file, delivered.seq() + 1);
            assertThat(FoundOutbox.in(longer, delivered).delivered()).isEqualTo(delivered);
            damage(file, 2);
            assertThat(FoundOutbox.in(longer, delivered).delivered()).isEqualTo(Position.START);
            Files.writeString(file, "[\n" + whole.substring(whole.indexOf("{\"seq\":2,")));
            assertThat(FoundOutbox.in(longer, delivered).delivered()).isEqualTo(Position.START);
        }
    }

    @Test
    void keepsTheEventsBeforeDamageToSyncedOnes(@TempDir Path other, CapturedOutput output) throws IOException {
        write(other, OutboxRetention.keepAll(), 1, 5);
        write(other, OutboxRetention.keepAll(), 6, EVENTS);
        damage(other.resolve(OutboxWriter.FILE), 5);
        try (JournalFolder opened = JournalFolder.open(other);
                OutboxWriter writer = FoundOutbox.in(opened, Position.START)
                        .recover(positions.get(3), "", OutboxRetention.keepAll(), Instant::now)) {
            assertThat(writer.lastSeq()).isEqualTo(4);
        }
        assertThat(output).contains("outbox.repaired right_to=4").contains("where seq 5 should be");
    }

    @Test
    void removesASegmentWhoseNamePromisesMoreThanItHolds() throws IOException {
        List<OutboxSegment> segments = OutboxSegment.directlyIn(folder.view());
        OutboxSegment newest = segments.get(segments.size() - 1);
        Path file = temp.resolve(newest.name());
        String content = Files.readString(file);
        Files.writeString(file, content.substring(0, content.indexOf(",{\"seq\":" + newest.last() + ",")) + "]");
        Files.delete(temp.resolve(OutboxWriter.FILE));
        Position right = positions.get((int) newest.last() - 2);

        try (OutboxWriter writer = recover(right, "")) {
            new OutboxFolder(folder, writer).append(new OrderCreated("again", List.of("item"), Instant.EPOCH));
            assertThat(positionsIn(folder))
                    .extracting(Position::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, newest.last()).boxed().toList());
        }
    }

    @Test
    void isLeftAsItIsWhenAllOfItIsRight(CapturedOutput output) throws IOException {
        byte[] before = Files.readAllBytes(temp.resolve(OutboxWriter.FILE));
        try (OutboxWriter writer = recover(positions.get(EVENTS - 1), "")) {
            assertThat(writer.lastSeq()).isEqualTo(EVENTS);
        }
        assertThat(temp.resolve(OutboxWriter.FILE)).hasBinaryContent(before);
        assertThat(output).doesNotContain("outbox.repaired");
    }

    @Test
    void isLeftAsItIsWhenItEndsWithAClosedSegment(@TempDir Path other, CapturedOutput output) {
        OutboxRetention closesEach = new OutboxRetention(1, Duration.ZERO, () -> 0);
        write(other, closesEach);
        try (JournalFolder opened = JournalFolder.open(other);
                OutboxWriter writer = FoundOutbox.in(opened, Position.START)
                        .recover(positions.get(EVENTS - 1), "", closesEach, Instant::now)) {
            assertThat(writer.lastSeq()).isEqualTo(EVENTS);
            assertThat(OutboxSegment.directlyIn(opened.view())).hasSize(EVENTS);
        }
        assertThat(output).doesNotContain("outbox.repaired");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, EVENTS})
    void keepsCorrectEventsAndRemovesTheRestFromEveryFile(int archived, @TempDir Path root, CapturedOutput output)
            throws IOException {
        for (int right = 0; right <= EVENTS; right++) {
            Path copy = root.resolve("right-" + right);
            OutboxRetention retention = new OutboxRetention(500, Duration.ZERO, () -> archived);
            write(copy, retention);
            Position last = right == 0 ? Position.START : positions.get(right - 1);
            try (JournalFolder opened = JournalFolder.open(copy)) {
                FoundOutbox found = FoundOutbox.in(opened, Position.START);
                try (OutboxWriter writer =
                        found.recover(last, "seq " + (right + 1) + " is wrong", retention, Instant::now)) {
                    assertThat(writer.lastSeq()).as("right up to %d", right).isEqualTo(right);
                    assertThat(positionsIn(opened)).isEqualTo(positions.subList(0, right));
                }
            }
            write(copy, retention, right + 1, EVENTS);
            try (JournalFolder opened = JournalFolder.open(copy)) {
                assertThat(positionsIn(opened))
                        .extracting(Position::seq)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, EVENTS).boxed().toList());
            }
        }
        assertThat(output)
                .containsOnlyOnce("outbox.repaired right_to=7 kept_in=aside-")
                .contains("problem=\"seq 8 is wrong\"");
    }

    @Test
    void closesEveryFileThatItOpened() {
        SimulatedDisk disk = new SimulatedDisk(1);
        JournalFolder simulated = disk.folder(Path.of("/data/orders"));
        OutboxRetention retention = new OutboxRetention(500, Duration.ZERO, () -> 5);
        try (OutboxWriter writer =
                OutboxWriter.recover(simulated, OutboxWriter.scan(simulated), retention, Instant::now)) {
            append(new OutboxFolder(simulated, writer), 1, EVENTS);
        }
        assertThat(disk.openFiles()).isZero();
        Position right = positionsIn(simulated).get(6);

        FoundOutbox.in(simulated, right)
                .recover(right, "seq 8 is wrong", retention, Instant::now)
                .close();

        assertThat(positionsIn(simulated)).hasSize(7);
        assertThat(disk.openFiles()).isZero();
    }

    @Test
    void knowsTheLastDeliveredEventWhileItIsThere(@TempDir Path other) throws IOException {
        OutboxRetention retention = new OutboxRetention(500, Duration.ZERO, () -> EVENTS);
        write(other, retention);
        write(other, retention, EVENTS + 1, EVENTS);
        try (JournalFolder opened = JournalFolder.open(other)) {
            List<OutboxSegment> archive = OutboxSegment.directlyIn(opened.view().folder(OutboxSegment.ARCHIVE));
            Position delivered = positions.get((int) archive.get(1).last() - 1);
            assertThat(FoundOutbox.in(opened, Position.START).lastDelivered()).isNull();
            assertThat(FoundOutbox.in(opened, delivered).lastDelivered())
                    .extracting(JournalRecord::seq, JournalRecord::crc)
                    .containsExactly(delivered.seq(), delivered.mark());

            Files.delete(
                    other.resolve(OutboxSegment.ARCHIVE).resolve(archive.get(1).name()));

            FoundOutbox found = FoundOutbox.in(opened, delivered);
            assertThat(found.delivered()).as("the next event is chained to it").isEqualTo(delivered);
            assertThat(found.lastDelivered()).isNull();
        }
    }

    @Test
    void knowsTheHighestSeqOfTheFilesThatHaveRecords() throws IOException {
        List<OutboxSegment> segments = OutboxSegment.directlyIn(folder.view());
        Files.write(temp.resolve(OutboxWriter.FILE), new byte[0]);
        Files.write(temp.resolve(segments.get(segments.size() - 1).name()), new byte[0]);
        assertThat(FoundOutbox.in(folder, Position.START).highestSeq())
                .isEqualTo(segments.get(segments.size() - 2).last());
    }

    @Test
    void knowsTheHighestSeqOfAnyFile() throws IOException {
        assertThat(FoundOutbox.in(folder, Position.START).highestSeq()).isEqualTo(EVENTS);
        Files.write(temp.resolve(OutboxWriter.FILE), new byte[0]);
        long last = OutboxSegment.newestIn(folder.view()).orElseThrow().last();
        assertThat(FoundOutbox.in(folder, Position.START).highestSeq()).isEqualTo(last);
    }

    private OutboxWriter recover(Position right, String problem) {
        return FoundOutbox.in(folder, Position.START).recover(right, problem, OutboxRetention.keepAll(), Instant::now);
    }

    private static void write(Path path, OutboxRetention retention) {
        write(path, retention, 1, EVENTS);
    }

    private static void write(Path path, OutboxRetention retention, int first, int last) {
        try (OutboxFolder open = OutboxFolder.open(path, retention)) {
            append(open, first, last);
        }
    }

    private static void append(OutboxFolder open, int first, int last) {
        for (int i = first; i <= last; i++) {
            open.append(new OrderCreated("order-" + i, List.of("item"), Instant.EPOCH));
        }
    }

    private static List<Position> positionsIn(JournalFolder folder) {
        List<Position> positions = new ArrayList<>();
        try (OutboxCursor cursor = new FileOutbox(folder.view()).after(Position.START)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                positions.add(entry.position());
            }
        }
        return positions;
    }

    private static long undelivered(FoundOutbox found) {
        long count = 0;
        try (OutboxRecords records = found.undelivered()) {
            for (JournalRecord record = records.next(); record != null; record = records.next()) {
                assertThat(record.seq()).isEqualTo(found.delivered().seq() + ++count);
            }
        }
        return count;
    }

    private static void damage(Path file, long seq) throws IOException {
        String content = Files.readString(file);
        int at = content.indexOf("{\"seq\":" + seq + ",") + 20;
        Files.writeString(file, content.substring(0, at) + "#" + content.substring(at + 1));
    }
}
