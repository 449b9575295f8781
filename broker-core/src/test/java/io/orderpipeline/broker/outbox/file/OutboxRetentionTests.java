package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.journal.JournalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When outbox.json is rotated and when a closed file is archived, with clocks set by the test. */
class OutboxRetentionTests {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration AGE = Duration.ofHours(24);

    @TempDir
    Path temp;

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private Instant timeOfDay = NOON;
    private OutboxFolder open;

    @BeforeEach
    void open() {
        JournalFolder folder = JournalFolder.open(temp);
        OutboxRetention retention = new OutboxRetention(0, AGE, done::get);
        open = new OutboxFolder(
                folder,
                OutboxWriter.recover(
                        folder, OutboxWriter.scan(folder), retention, new Clocks(() -> timeOfDay, nanoTime::get)));
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void restart() {
        close();
        open();
    }

    private void pass(Duration time) {
        timeOfDay = timeOfDay.plus(time);
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void closesAFileOnceItsOldestEventIsOldEnoughAlsoWhileNoneIsAppended() throws IOException {
        append(1);
        pass(AGE.minusSeconds(1));
        append(2);
        open.writer().maintainFiles();
        assertThat(segments()).isEmpty();
        pass(Duration.ofSeconds(1));
        open.writer().maintainFiles();
        assertThat(segments()).containsExactly("outbox-000000000001-000000000002.json");
        append(3);
        open.writer().maintainFiles();
        assertThat(segments()).hasSize(1);
    }

    @Test
    void countsTheAgeAcrossStarts() throws IOException {
        append(1);
        pass(Duration.ofHours(13));
        restart();
        pass(Duration.ofHours(10));
        restart();
        open.writer().maintainFiles();
        assertThat(segments()).isEmpty();
        pass(Duration.ofHours(1));
        open.writer().maintainFiles();
        assertThat(segments()).hasSize(1);
    }

    /** For example after a disk outage. */
    @Test
    void countsTheAgeOfAnEventThatIsAppendedLate() throws IOException {
        pass(AGE);
        append(1, NOON);
        open.writer().maintainFiles();
        assertThat(segments()).hasSize(1);
    }

    @Test
    void neverClosesAFileWithoutEvents() throws IOException {
        pass(AGE.multipliedBy(3));
        open.writer().maintainFiles();
        assertThat(segments()).isEmpty();
        assertThat(temp.resolve(OutboxSegment.ARCHIVE)).doesNotExist();
    }

    @Test
    void closesAndArchivesWhileTheClockIsSetBack() throws IOException {
        append(1);
        timeOfDay = NOON.minus(Duration.ofHours(1));
        nanoTime.addAndGet(AGE.toNanos());
        open.writer().maintainFiles();
        assertThat(segments()).hasSize(1);
        done.set(1);
        timeOfDay = NOON.minus(Duration.ofHours(2));
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        open.writer().maintainFiles();
        assertThat(segments()).isEmpty();
        assertThat(temp.resolve("archive/outbox-000000000001-000000000001.json"))
                .exists();
    }

    @Test
    void refusesANegativeSizeAndANegativeAge() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutboxRetention(-1, Duration.ZERO, done::get))
                .withMessage("a segment's size and age must be 0 or more, not -1 and PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutboxRetention(0, Duration.ofSeconds(-1), done::get))
                .withMessage("a segment's size and age must be 0 or more, not 0 and PT-1S");
    }

    private void append(long seq) {
        append(seq, timeOfDay);
    }

    private void append(long seq, Instant createdAt) {
        String json = new String(
                EventCodec.encode(new OrderCreated("order-" + seq, List.of("item-" + seq), createdAt)), UTF_8);
        open.writer().append(List.of(json.substring(1, json.length() - 1).getBytes(UTF_8)));
    }

    private List<String> segments() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.startsWith("outbox-"))
                    .toList();
        }
    }
}
