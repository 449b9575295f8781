package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.journal.RecoveryReport.TornTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalScannerTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String NAME = "orders.json";
    private static final Path FILE = FOLDER.resolve(NAME);

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final JournalFolder folder = disk.folder(FOLDER);
    private final List<String> seen = new ArrayList<>();

    @Test
    void showsEveryRecordWithItsPlace() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 2);
        disk.put(FILE, journal.bytes());

        scan();

        assertThat(seen)
                .containsExactly(
                        String.format(Locale.ROOT, "1 at %d: \"id\":\"order-1\"", journal.start(1)),
                        String.format(Locale.ROOT, "2 at %d: \"id\":\"order-2\"", journal.start(2)),
                        String.format(Locale.ROOT, "3 at %d: \"id\":\"order-3\"", journal.start(3)));
    }

    @Test
    void showsEachRecordToOneVisitorAfterTheOther() {
        disk.put(FILE, HandWrittenJournal.ofBatches(2).bytes());
        RecordVisitor one = (seq, position, bytes, from, to) -> seen.add("one " + seq);
        RecordVisitor other = (seq, position, bytes, from, to) -> seen.add("other " + seq);

        folder.scan(NAME, Origin.START, one.andThen(other));

        assertThat(seen).containsExactly("one 1", "other 1", "one 2", "other 2");
    }

    @Test
    void treatsAMissingFileAsEmpty() {
        RecoveredJournal recovered = scan().recover(0);

        assertThat(recovered.report()).isEqualTo(new RecoveryReport(NAME, 0, 0, 3, null));
        assertThat(disk.content(FILE)).isEqualTo("[\n]".getBytes(UTF_8));
    }

    @Test
    void treatsAFileWithoutBytesAsEmpty() {
        disk.put(FILE, new byte[0]);

        assertThat(scan().recover(0).report().records()).isZero();
        assertThat(disk.content(FILE)).isEqualTo("[\n]".getBytes(UTF_8));
    }

    @Test
    void toleratesWhiteSpaceAfterTheClosingBracket() {
        byte[] clean = HandWrittenJournal.ofBatches(3).bytes();
        disk.put(FILE, (new String(clean, UTF_8) + " \r\n\t\n").getBytes(UTF_8));

        assertThat(scan().recover(0).report().tornTail()).isNull();
        assertThat(disk.content(FILE)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[]", "[ {\"a\":1} ]", "\0\0\0\0", "PK\3\4", "["})
    void refusesAFileOfAnotherFormat(String content) {
        disk.put(FILE, content.getBytes(UTF_8));

        assertThatThrownBy(() -> scan().recover(0))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessage(
                        "cannot use /data/orders.json: it is not a journal of this program: it does not start with '[' on a line of its own. Move it away, or name another folder");
        assertThat(disk.content(FILE)).isEqualTo(content.getBytes(UTF_8));
    }

    @Test
    void namesByteSeqAndBothChecksumsOfDamage() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(2, 2);
        byte[] bytes = journal.bytes();
        String line = new String(bytes, journal.start(2) + 1, journal.start(3) - journal.start(2) - 2, UTF_8);
        String expected = line.substring(line.length() - 10, line.length() - 2);
        String found = HandWrittenJournal.crc(
                line.replace("order-2", "order-X").substring(0, line.length() - ",\"crc\":\"12345678\"}".length()));
        bytes[journal.start(2) + line.indexOf("order-2") + "order-2".length()] = 'X';
        disk.put(FILE, bytes);

        assertThatThrownBy(() -> scan().recover(0))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageStartingWith(String.format(
                        Locale.ROOT,
                        "/data/orders.json is damaged at byte %d, where seq 2 should be: expected crc %s but found %s;"
                                + " 2 whole records follow, up to seq 4, and show that everything up to seq 2 was acknowledged."
                                + " Nothing was changed.",
                        journal.start(2),
                        expected,
                        found));
        assertThat(disk.content(FILE)).isEqualTo(bytes);
    }

    @Test
    void namesAGapInTheSeqs() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1, 1);
        byte[] bytes = journal.bytes();
        byte[] gap = concat(
                Arrays.copyOf(bytes, journal.start(2)), Arrays.copyOfRange(bytes, journal.start(3), bytes.length));
        disk.put(FILE, gap);

        assertThatThrownBy(() -> scan().recover(0)).hasMessageContaining("expected seq 2 but found 3");
    }

    @Test
    void namesABrokenChain() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1);
        byte[] other = ("," + HandWrittenJournal.line(2, "\"id\":\"b\"", 1, "deadbeef") + "\n,"
                        + HandWrittenJournal.line(3, "\"id\":\"c\"", 2, "00000000") + "\n]")
                .getBytes(UTF_8);
        disk.put(FILE, concat(Arrays.copyOf(journal.bytes(), journal.start(2)), other));

        assertThatThrownBy(() -> scan().recover(0))
                .hasMessageContaining("expected prev")
                .hasMessageContaining("but found deadbeef");
    }

    @Test
    void refusesAFileThatAnotherFileProvesTooShort() {
        disk.put(FILE, HandWrittenJournal.ofBatches(3).bytes());

        assertThat(scan().recover(3).report().records()).isEqualTo(3);
        assertThatThrownBy(() -> scan().recover(4))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining(
                        "where seq 4 should be: the file ends, but seq 4 was acknowledged, as another file shows");
    }

    @Test
    void refusesAMissingFileThatAnotherFileProvesToHaveHadRecords() {
        assertThatThrownBy(() -> scan().recover(1))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining(
                        "/data/orders.json is damaged at byte 0, where seq 1 should be: the file is missing, but seq 1 was acknowledged");
        assertThat(disk.holds(FILE)).isFalse();
    }

    /** A perfect end proves nothing: such files occurred after power cuts on ext4 and XFS. */
    @Test
    void refusesZerosInAcknowledgedRecordsBeforeAPerfectEnd() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(5, 5, 5);
        byte[] bytes = journal.bytes();
        Arrays.fill(bytes, journal.start(3), journal.start(6), (byte) 0);
        disk.put(FILE, bytes);

        assertThatThrownBy(() -> scan().recover(0))
                .hasMessageContaining(
                        String.format(Locale.ROOT, "at byte %d, where seq 3 should be", journal.start(3)));
    }

    @Test
    void skipsALongStretchOfZerosToFindTheProof() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1, 1);
        byte[] bytes = journal.bytes();
        byte[] zeros = new byte[2 * LineSource.MAX_LINE + 5];
        byte[] torn = concat(
                concat(Arrays.copyOf(bytes, journal.start(1)), zeros),
                Arrays.copyOfRange(bytes, journal.start(2), bytes.length));
        disk.put(FILE, torn);

        assertThatThrownBy(() -> scan().recover(0)).hasMessageContaining("up to seq 3");
    }

    @Test
    void keepsATornTailAside() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 2);
        byte[] torn = Arrays.copyOf(journal.bytes(), journal.start(3) + 20);
        torn[journal.start(2) + 20] ^= 1;
        disk.put(FILE, torn);

        TornTail tail = scan().recover(0).report().tornTail();

        String aside = "orders.json.torn-19700101T000000000Z-2";
        assertThat(tail)
                .extracting(TornTail::position, TornTail::bytes, TornTail::keptIn)
                .containsExactly((long) journal.start(2), (long) torn.length - journal.start(2), aside);
        disk.cutPower();
        assertThat(disk.content(FOLDER.resolve(aside)))
                .isEqualTo(Arrays.copyOfRange(torn, journal.start(2), torn.length));
    }

    @Test
    void saysWhyATornTailIsNotKept() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1);
        disk.put(FILE, Arrays.copyOf(journal.bytes(), journal.start(2) + 20));
        ScannedJournal scanned = scan();
        disk.failWith(new Fault(Fault.Kind.ENOSPC, 1, true));

        assertThat(scanned.recover(0).report().tornTail())
                .extracting(TornTail::keptIn)
                .isEqualTo("nowhere: No space left on device");
    }

    @Test
    void keepsNothingAsideWhenOnlyTheClosingBracketIsMissing() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1);
        disk.put(FILE, Arrays.copyOf(journal.bytes(), journal.start(3)));
        RecoveryReport report = scan().recover(0).report();

        assertThat(report.tornTail()).extracting(TornTail::keptIn).isEqualTo("nowhere, it is empty");
        assertThat(report.size()).isEqualTo(disk.content(FILE).length);
        assertThat(disk.files()).containsExactly(FILE);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_095, 4_096})
    void toleratesUpTo4095SpacesBehindTheClosingBracket(int spaces) {
        byte[] clean = HandWrittenJournal.ofBatches(100).bytes();
        disk.put(FILE, (new String(clean, UTF_8) + " ".repeat(spaces)).getBytes(UTF_8));

        assertThat(scan().recover(0).report().tornTail() == null).isEqualTo(spaces == 4_095);
        assertThat(disk.content(FILE)).isEqualTo(clean);
    }

    @Test
    void treatsAnythingElseAfterTheClosingBracketAsATornTail() {
        byte[] clean = HandWrittenJournal.ofBatches(2).bytes();
        disk.put(FILE, (new String(clean, UTF_8) + " {").getBytes(UTF_8));

        assertThat(scan().recover(0).report().tornTail())
                .extracting(TornTail::reason)
                .isEqualTo("the file ends without its closing bracket or within a record");
        assertThat(disk.content(FILE)).isEqualTo(clean);
    }

    @Test
    void namesAMissingComma() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1);
        byte[] bytes = journal.bytes();
        bytes[journal.start(2)] = ' ';
        disk.put(FILE, bytes);

        assertThat(scan().recover(0).report().tornTail())
                .extracting(TornTail::reason)
                .isEqualTo("the line does not start with a comma");
    }

    @Test
    void refusesAFileWhoseRecordsItsOwnerCannotRead() {
        byte[] bytes = HandWrittenJournal.ofBatches(2).bytes();
        disk.put(FILE, bytes);

        ScannedJournal scanned = folder.scan(NAME, Origin.START, (seq, position, line, from, to) -> {
            throw new IllegalArgumentException("on purpose");
        });

        assertThat(scanned.inspect(0).condition()).isEqualTo(JournalInspection.Condition.FOREIGN);
        assertThat(scanned.inspect(0).detail()).isEqualTo("the record with seq 1 at byte 2 is of the wrong kind");
        assertThat(disk.content(FILE)).isEqualTo(bytes);
    }

    @Test
    void closesEveryFileThatIsNotAppendedTo() throws IOException {
        WatchedDisk watched = new WatchedDisk(disk);
        JournalFolder watchedFolder = SimulatedDisk.folder(FOLDER, watched, DamageRule.WATERMARK);
        disk.put(FILE, new byte[0]);
        watchedFolder.scan(NAME, Origin.START, RecordVisitor.none()).close();
        assertThat(watched.openFiles()).as("of an empty file").isZero();

        disk.put(FILE, HandWrittenJournal.ofBatches(2).bytes());
        ScannedJournal scanned = watchedFolder.scan(NAME, Origin.START, RecordVisitor.none());
        assertThat(watched.openFiles()).isEqualTo(1);
        scanned.close();
        assertThat(watched.openFiles()).as("of one that was only scanned").isZero();

        ScannedJournal recovered = watchedFolder.scan(NAME, Origin.START, RecordVisitor.none());
        Journal journal = recovered.recover(0).journal();
        recovered.close();
        assertThat(watched.openFiles()).as("of one that is appended to").isEqualTo(1);
        journal.close();
        assertThat(watched.openFiles()).isZero();
    }

    @Test
    void knowsItsOriginItsLastSeqAndItsHighestSeq() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1, 1);
        byte[] bytes = journal.bytes();
        bytes[journal.start(2) + 20] ^= 1;
        disk.put(FILE, bytes);

        assertThat(scan())
                .extracting(ScannedJournal::origin, ScannedJournal::lastSeq, ScannedJournal::highestSeq)
                .containsExactly(Origin.START, 1L, 3L);
    }

    private ScannedJournal scan() {
        return folder.scan(
                NAME,
                Origin.START,
                (seq, position, bytes, from, to) -> seen.add(String.format(
                        Locale.ROOT, "%d at %d: %s", seq, position, new String(bytes, from, to - from, UTF_8))));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
