package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.Fault;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.journal.SimulatedDisk;
import io.orderpipeline.broker.journal.StorageFailedException;
import io.orderpipeline.broker.outbox.OutboxCursor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When the writer syncs, closes its file and archives it, on a disk that may fail. */
class OutboxWriterTests {

    private static final Path FOLDER = Path.of("/data/orders");
    private static final int MEGABYTE = 1 << 20;

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void syncsOnceFourMegabytesWereAppended() {
        OutboxWriter writer = open(disk, 0);
        append(writer, 3 * MEGABYTE);
        disk.failSyncs(1);
        append(writer, 1_000);
        assertThatThrownBy(() -> append(writer, MEGABYTE)).isInstanceOf(StorageFailedException.class);
    }

    @Test
    void countsFromItsLastSync() {
        OutboxWriter writer = open(disk, 0);
        append(writer, 5 * MEGABYTE);
        disk.failSyncs(1);
        append(writer, 1_000);
        assertThat(writer.lastSeq()).isEqualTo(2);
    }

    @Test
    void keepsEveryRecordOfAClosedSegmentThroughAPowerCut() {
        for (int seed = 0; seed < 30; seed++) {
            SimulatedDisk cut = new SimulatedDisk(seed);
            OutboxWriter writer = open(cut, 500);
            for (int i = 0; i < 10; i++) {
                append(writer, 80);
            }
            cut.cutPower();
            FolderView view = cut.folder(FOLDER).view();
            long last = OutboxSegment.newestIn(view).orElseThrow().last();
            try (OutboxCursor cursor = new FileOutbox(view).after(0)) {
                for (long seq = 1; seq <= last; seq++) {
                    assertThat(cursor.next()).as("seed %d, seq %d", seed, seq).isNotNull();
                }
            }
        }
    }

    @Test
    void rotatesItsFileAtItsSizeLimitAndNotBefore() {
        OutboxWriter measured = open(disk, 0);
        append(measured, 80);
        append(measured, 80);
        int size = disk.content(FOLDER.resolve(OutboxWriter.FILE)).length;
        SimulatedDisk equal = new SimulatedDisk(1);
        SimulatedDisk larger = new SimulatedDisk(1);
        for (SimulatedDisk each : List.of(equal, larger)) {
            OutboxWriter writer = open(each, each == equal ? size : size + 1);
            append(writer, 80);
            append(writer, 80);
        }
        assertThat(segments(equal)).containsExactly(OutboxSegment.nameOf(1, 2));
        assertThat(segments(larger)).isEmpty();
    }

    @Test
    void neverClosesAFileWithoutEventsHoweverSmallItMayBe() {
        OutboxWriter writer = open(disk, 1);
        writer.maintainFiles();
        assertThat(segments(disk)).isEmpty();
        append(writer, 80);
        writer.maintainFiles();
        assertThat(segments(disk)).containsExactly(OutboxSegment.nameOf(1, 1));
    }

    @Test
    void keepsItsFileWhileNoNewOneCanBeOpenedAndTriesAgainASecondLater() {
        OutboxWriter writer = open(disk, 200);
        disk.failWith(new Fault(Fault.Kind.EMFILE, 1, true));
        append(writer, 200);
        append(writer, 200);
        disk.failWith(null);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
        append(writer, 200);
        assertThat(segments(disk)).isEmpty();
        nanoTime.incrementAndGet();
        append(writer, 200);
        assertThat(segments(disk)).containsExactly(OutboxSegment.nameOf(1, 4));
    }

    @Test
    void archivesAtItsEndAndAtItsStartWhatWasDelivered() {
        OutboxWriter writer = open(disk, 200);
        append(writer, 200);
        append(writer, 200);
        done.set(1);
        writer.close();
        assertThat(segments(disk)).containsExactly(OutboxSegment.nameOf(2, 2));
        done.set(2);
        OutboxWriter next = open(disk, 200);
        assertThat(segments(disk)).isEmpty();
        assertThat(disk.files())
                .contains(
                        FOLDER.resolve("archive").resolve(OutboxSegment.nameOf(1, 1)),
                        FOLDER.resolve("archive").resolve(OutboxSegment.nameOf(2, 2)));
        next.close();
    }

    @Test
    void archivesWhileItIsOpenOnceASecond() {
        OutboxWriter writer = open(disk, 200);
        append(writer, 200);
        writer.maintainFiles();
        done.set(1);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
        writer.maintainFiles();
        assertThat(segments(disk)).hasSize(1);
        nanoTime.incrementAndGet();
        writer.maintainFiles();
        assertThat(segments(disk)).isEmpty();
    }

    @Test
    void asksWhatWasDeliveredOnlyWhileASegmentWaits() {
        OutboxWriter writer = open(disk, 200);
        append(writer, 200);
        done.set(1);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        writer.maintainFiles();
        assertThat(segments(disk)).isEmpty();
        long askedBefore = asked.get();
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        writer.maintainFiles();
        assertThat(asked).hasValue(askedBefore);
    }

    @Test
    void noticesWithoutEventsThatItsFileIsGone() {
        OutboxWriter writer = open(disk, 0);
        append(writer, 80);
        writer.append(List.of());
        disk.remove(FOLDER.resolve(OutboxWriter.FILE));
        assertThatThrownBy(() -> writer.append(List.of())).isInstanceOf(StorageFailedException.class);
    }

    @Test
    void saysHowItFoundItsFile() {
        OutboxWriter writer = open(disk, 0);
        assertThat(writer.report().records()).isZero();
        append(writer, 80);
        writer.close();
        assertThat(open(disk, 0).report().records()).isEqualTo(1);
    }

    private OutboxWriter open(SimulatedDisk on, long segmentBytes) {
        JournalFolder folder = on.folder(FOLDER);
        return OutboxWriter.recover(
                folder,
                OutboxWriter.scan(folder),
                new OutboxRetention(segmentBytes, Duration.ZERO, this::doneSeq),
                new Clocks(() -> Instant.EPOCH, nanoTime::get));
    }

    private long doneSeq() {
        asked.incrementAndGet();
        return done.get();
    }

    private static void append(OutboxWriter writer, int bytes) {
        writer.append(List.of(("\"type\":\"" + "x".repeat(bytes) + "\"").getBytes(UTF_8)));
    }

    private static List<String> segments(SimulatedDisk on) {
        return OutboxSegment.directlyIn(on.folder(FOLDER).view()).stream()
                .map(OutboxSegment::name)
                .toList();
    }
}
