package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JournalReaderTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String NAME = "outbox.json";
    private static final Path FILE = FOLDER.resolve(NAME);

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final FolderView view = disk.folder(FOLDER).view();

    @Test
    void readsRecordsInOrder() {
        disk.put(FILE, HandWrittenJournal.ofBatches(2, 1).bytes());

        JournalReader reader = reader();

        assertThat(read(reader).json()).isEqualTo("{\"id\":\"order-1\"}".getBytes(UTF_8));
        assertThat(rest(reader)).containsExactly(2L, 3L);
    }

    @Test
    void saysThatAFileCutToNothingHidesARecord() {
        disk.put(FILE, new byte[0]);
        JournalReader reader = reader();
        assertThat(reader.next()).isNull();
        assertThat(reader.unreadableEnd()).contains("holds no whole record at byte 2, where seq 1 should be");
    }

    @Test
    void findsEverySeqByBisection() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1_000, 1_000, 1_000);
        disk.put(FILE, journal.bytes());
        JournalReader reader = reader();

        for (int seq = 0; seq <= journal.records(); seq++) {
            reader.seekAfter(seq);
            if (seq == journal.records()) {
                assertThat(reader.next()).isNull();
            } else {
                assertThat(read(reader).seq()).isEqualTo(seq + 1);
            }
        }
    }

    @Test
    void findsRecordsOfVeryDifferentLengths() {
        HandWrittenJournal journal = new HandWrittenJournal();
        for (int i = 0; i < 60; i++) {
            journal.batch(String.format(Locale.ROOT, "\"id\":\"%s\"", "x".repeat(i % 7 == 0 ? 200_000 : i)));
        }
        disk.put(FILE, journal.bytes());
        JournalReader reader = reader();

        for (int seq = 0; seq < 60; seq++) {
            reader.seekAfter(seq);
            assertThat(read(reader).seq()).isEqualTo(seq + 1);
        }
    }

    @Test
    void readsTheRecordAtAPosition() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(3);
        disk.put(FILE, journal.bytes());

        assertThat(view.recordAt(NAME, journal.start(1)).seq()).isEqualTo(1);
        assertThat(view.recordAt(NAME, journal.start(3)).seq()).isEqualTo(3);
        assertThatThrownBy(() -> view.recordAt(NAME, journal.start(3) + 5))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessage("there is no whole record at byte %d of outbox.json", journal.start(3) + 5);
    }

    @Test
    void followsAFileThatGrowsByteByByte() {
        byte[] before = HandWrittenJournal.ofBatches(2).bytes();
        HandWrittenJournal grown = HandWrittenJournal.ofBatches(2, 2);
        byte[] after = grown.bytes();
        disk.put(FILE, before);
        JournalReader reader = reader();
        assertThat(rest(reader)).containsExactly(1L, 2L);

        List<Long> seen = new ArrayList<>();
        for (int written = before.length - 1; written <= after.length; written++) {
            disk.put(FILE, Arrays.copyOf(after, written));
            List<Long> now = rest(reader);
            if (!now.isEmpty()) {
                assertThat(written).isIn(grown.start(4), grown.start(5));
            }
            seen.addAll(now);
        }
        assertThat(seen).containsExactly(3L, 4L);
    }

    /** An append overwrites the closing bracket, which may be in the reader's buffer. */
    @Test
    void searchesForNothingWhenAFileGrewWhileItsEndWasBuffered() {
        byte[] grown = HandWrittenJournal.ofBatches(500, 500).bytes();
        disk.put(FILE, HandWrittenJournal.ofBatches(500).bytes());
        WatchedDisk watched = new WatchedDisk(disk);
        JournalReader reader = new FolderView(FOLDER, watched).open(NAME).orElseThrow();
        assertThat(read(reader).seq()).isEqualTo(1);

        disk.put(FILE, grown);

        assertThat(rest(reader)).hasSize(999);
        assertThat(watched.bytesRead()).isLessThan(grown.length + 10_000L);
    }

    @Test
    void continuesAfterABatchThatWasRolledBackAndRewritten() {
        disk.put(FILE, HandWrittenJournal.ofBatches(2, 3).bytes());
        JournalReader reader = reader();
        assertThat(rest(reader)).hasSize(5);

        disk.put(FILE, HandWrittenJournal.ofBatches(2).bytes());
        assertThat(rest(reader)).isEmpty();
        disk.put(FILE, HandWrittenJournal.ofBatches(2, 1, 1).bytes());
        assertThat(rest(reader)).isEmpty();
        disk.put(FILE, HandWrittenJournal.ofBatches(2, 1, 1, 3).bytes());

        assertThat(rest(reader)).containsExactly(6L, 7L);
    }

    /** Tries every pair of a batch that was read and a later one in its place, whatever lines up by chance. */
    @Test
    void neverReadsASeqTwiceHoweverARolledBackBatchIsRewritten() {
        for (int first = 1; first <= 6; first++) {
            for (int second = 1; second <= 6; second++) {
                disk.put(FILE, HandWrittenJournal.ofBatches(2, first).bytes());
                JournalReader reader = reader();
                List<Long> seen = rest(reader);

                disk.put(FILE, HandWrittenJournal.ofBatches(1, 1, 1, second).bytes());
                seen.addAll(rest(reader));

                assertThat(seen).isSorted().doesNotHaveDuplicates();
                assertThat(seen).hasSize(Math.max(2 + first, 3 + second));
            }
        }
    }

    @Test
    void doesNotSkipDamage() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1, 1);
        byte[] bytes = journal.bytes();
        bytes[journal.start(2) + 30] ^= 1;
        disk.put(FILE, bytes);
        JournalReader reader = reader();
        reader.next();

        assertThatThrownBy(reader::next)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessage(
                        "expected seq 2 at byte %d of outbox.json but found an invalid line, followed by seq 3",
                        journal.start(2));
    }

    @Test
    void waitsBeforeATornEnd() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(2);
        byte[] bytes = journal.bytes();
        bytes[journal.start(2) + 30] ^= 1;
        disk.put(FILE, bytes);

        assertThat(rest(reader())).containsExactly(1L);
    }

    @Test
    void keepsReadingTheOldFileWhenItsNameLeadsToANewOne() throws Exception {
        disk.put(FILE, HandWrittenJournal.ofBatches(2).bytes());
        JournalReader reader = reader();
        Object old = view.identity(NAME).orElseThrow();

        AtomicFiles.replace(disk, FILE, LineFormat.EMPTY_JOURNAL);

        assertThat(view.identity(NAME)).isPresent().get().isNotEqualTo(old);
        assertThat(rest(reader)).containsExactly(1L, 2L);
        assertThat(rest(reader())).isEmpty();
    }

    @Test
    void hasNoReaderOfAFileThatIsNotThere() {
        assertThat(view.open(NAME)).isEmpty();
        assertThat(view.identity(NAME)).isEmpty();
        assertThat(view.names()).isEmpty();
    }

    @Test
    void seeksBackwardsToo() {
        disk.put(FILE, HandWrittenJournal.ofBatches(3).bytes());
        JournalReader reader = reader();
        assertThat(rest(reader)).containsExactly(1L, 2L, 3L);

        reader.seekAfter(1);

        assertThat(rest(reader)).containsExactly(2L, 3L);
    }

    @Test
    void findsASeqAndTheLastOneWithoutReadingTheWholeFile() {
        HandWrittenJournal journal = new HandWrittenJournal();
        for (int i = 0; i < 800; i++) {
            journal.batch(String.format(Locale.ROOT, "\"id\":\"%s\"", "x".repeat(10_000)));
        }
        disk.put(FILE, journal.bytes());
        WatchedDisk watched = new WatchedDisk(disk);
        JournalReader reader = SimulatedDisk.folder(FOLDER, watched, DamageRule.WATERMARK)
                .view()
                .open(NAME)
                .orElseThrow();
        for (int seq : new int[] {0, 1, 399, 650, 798, 799}) {
            long before = watched.bytesRead();
            reader.seekAfter(seq);
            assertThat(read(reader).seq()).isEqualTo(seq + 1);
            assertThat(watched.bytesRead() - before)
                    .as("bytes read on the way to seq %d", seq + 1)
                    .isLessThan(1_500_000);
        }
        reader.seekAfter(0);
        long before = watched.bytesRead();
        assertThat(reader.lastSeq()).isEqualTo(800);
        assertThat(watched.bytesRead() - before)
                .as("bytes read for the last seq")
                .isLessThan(1_500_000);
        reader.close();
        assertThat(watched.openFiles()).isZero();
    }

    @Test
    void acceptsOnlyTheRecordThatIsChainedToTheOneItKnows() {
        disk.put(FILE, HandWrittenJournal.ofBatches(3).bytes());
        JournalReader reader = reader();
        JournalRecord first = read(reader);

        reader.seekAfter(new Origin(1, first.crc()));
        assertThat(read(reader).seq()).isEqualTo(2);
        reader.seekAfter(new Origin(1, first.crc() + 1));
        assertThatThrownBy(reader::next)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("chained to");
    }

    @Test
    void findsItsLastRecordAndContinuesAfterIt() {
        HandWrittenJournal journal = new HandWrittenJournal();
        for (int i = 1; i <= 5; i++) {
            journal.batch(String.format(Locale.ROOT, "\"id\":\"%s\"", "x".repeat(i * 100_000)));
            disk.put(FILE, journal.bytes());
            JournalReader reader = reader();
            assertThat(reader.lastSeq()).isEqualTo(i);
            assertThat(reader.nextPosition()).isEqualTo(journal.start(i + 1));
            assertThat(reader.next()).isNull();
        }
        JournalReader reader = reader();
        Origin last = reader.last();
        reader.seekAfter(4);
        assertThat(read(reader).crc()).isEqualTo(last.crc());
    }

    @Test
    void knowsThatAFileHasNoLastRecord() {
        disk.put(FILE, LineFormat.EMPTY_JOURNAL);

        assertThat(reader().last()).isEqualTo(Origin.START);
        assertThat(reader().origin()).isEqualTo(Origin.START);
    }

    @Test
    void knowsTheLastWholeRecordBeforeATornOne() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(3, 1);
        disk.put(FILE, Arrays.copyOf(journal.bytes(), journal.start(4) + 30));

        JournalReader reader = reader();
        assertThat(reader.lastSeq()).isEqualTo(3);
        assertThat(reader.unreadableEnd())
                .isEqualTo("outbox.json holds no whole record at byte %d, where seq 4 should be", journal.start(4));
    }

    @Test
    void namesAFileThatItCannotRead() {
        disk.put(FILE, HandWrittenJournal.ofBatches(1).bytes());
        JournalReader reader = reader();
        disk.failWith(new Fault(Fault.Kind.EIO, 1, true));

        assertThatThrownBy(reader::next)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read outbox.json: Input/output error");
    }

    @Test
    void knowsWhatCameBeforeTheFirstRecord() {
        disk.put(FILE, ("[\n" + HandWrittenJournal.line(42, "\"id\":1", 41, "0badcafe") + "\n]").getBytes(UTF_8));

        assertThat(reader().origin()).isEqualTo(new Origin(41, 0x0badcafe));
        JournalReader reader = reader();
        assertThat(read(reader).seq()).isEqualTo(42);
        assertThat(reader.origin()).isEqualTo(new Origin(41, 0x0badcafe));
    }

    @Test
    void acceptsOnlyTheClosingBracketAsTheEnd() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(2);
        disk.put(FILE, journal.bytes());
        JournalReader whole = reader();
        assertThat(rest(whole)).hasSize(2);
        assertThat(whole.unreadableEnd()).isNull();

        byte[] torn = journal.bytes();
        torn[journal.start(2) + 30] ^= 1;
        disk.put(FILE, torn);
        JournalReader reader = reader();
        assertThat(rest(reader)).hasSize(1);
        assertThat(reader.unreadableEnd())
                .isEqualTo("outbox.json holds no whole record at byte %d, where seq 2 should be", journal.start(2));
    }

    @Test
    void seesTheEndOfAFileAfterABatchWasRolledBack() {
        disk.put(FILE, HandWrittenJournal.ofBatches(2, 3).bytes());
        JournalReader reader = reader();
        assertThat(rest(reader)).hasSize(5);

        disk.put(FILE, HandWrittenJournal.ofBatches(2).bytes());

        assertThat(rest(reader)).isEmpty();
        assertThat(reader.unreadableEnd()).isNull();
    }

    private JournalReader reader() {
        return view.open(NAME).orElseThrow();
    }

    private static JournalRecord read(JournalReader reader) {
        return Objects.requireNonNull(reader.next());
    }

    private static List<Long> rest(JournalReader reader) {
        List<Long> seqs = new ArrayList<>();
        for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
            seqs.add(record.seq());
        }
        return seqs;
    }
}
