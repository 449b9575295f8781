package io.orderpipeline.broker.outbox.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.JournalRecord;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start believes of the outbox that it finds. */
class FoundOutboxTests {

    private static final int EVENTS = 20;

    @TempDir
    Path temp;

    private final List<Position> positions = new ArrayList<>();
    private JournalFolder folder;

    @BeforeEach
    void writeSegments() {
        OutboxRetention retention = new OutboxRetention(500, Duration.ZERO, () -> 0);
        try (OutboxFolder open = OutboxFolder.open(temp, retention)) {
            for (int i = 1; i <= EVENTS; i++) {
                open.append(new OrderCreated("order-" + i, List.of("item"), Instant.EPOCH));
            }
            try (OutboxCursor cursor = open.outbox().after(Position.START)) {
                for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                    positions.add(entry.position());
                }
            }
        }
        folder = JournalFolder.open(temp);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void believesEveryPositionThatItHolds() {
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
    void doesNotBelieveAPositionBehindDamageInTheSameFile() throws IOException {
        OutboxSegment segment = OutboxSegment.waitingIn(folder.view()).get(1);
        damage(temp.resolve(segment.name()), segment.first());

        assertThat(FoundOutbox.in(folder, positions.get((int) segment.first())).delivered())
                .isEqualTo(Position.START);
        assertThat(FoundOutbox.in(folder, positions.get((int) segment.last() - 1))
                        .delivered())
                .as("the whole segment is delivered, so no repair keeps a part of it")
                .isEqualTo(positions.get((int) segment.last() - 1));
    }

    @Test
    void knowsTheHighestSeqOfAnyFile() throws IOException {
        assertThat(FoundOutbox.in(folder, Position.START).highestSeq()).isEqualTo(EVENTS);
        Files.write(temp.resolve(OutboxWriter.FILE), new byte[0]);
        long last = OutboxSegment.newestIn(folder.view()).orElseThrow().last();
        assertThat(FoundOutbox.in(folder, Position.START).highestSeq()).isEqualTo(last);
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
