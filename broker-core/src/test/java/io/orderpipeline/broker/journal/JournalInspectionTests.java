package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.journal.JournalInspection.Condition;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalInspectionTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String NAME = "orders.json";
    private static final Path FILE = FOLDER.resolve(NAME);

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final WatchedDisk watched = new WatchedDisk(disk);

    @Test
    void tellsAMissingFileFromAnEmptyOneAndFromOneWithRecords() {
        assertThat(inspect(0).condition()).isEqualTo(Condition.MISSING);
        disk.put(FILE, new byte[0]);
        assertThat(inspect(0).condition()).isEqualTo(Condition.EMPTY);
        disk.put(FILE, LineFormat.EMPTY_JOURNAL);
        assertThat(inspect(0).condition()).isEqualTo(Condition.EMPTY);
        disk.put(FILE, HandWrittenJournal.ofBatches(1).bytes());
        assertThat(inspect(0).condition()).isEqualTo(Condition.OK);
        assertThat(watched.openFiles()).isZero();
    }

    @Test
    void saysWhetherAFileIsMissingEmptyOrTooShort() {
        assertThat(inspect(1).detail())
                .isEqualTo(
                        "at byte 0, where seq 1 should be: the file is missing, but seq 1 was acknowledged, as another file shows");
        disk.put(FILE, new byte[0]);
        assertThat(inspect(1).detail())
                .isEqualTo(
                        "at byte 0, where seq 1 should be: the file is empty, but seq 1 was acknowledged, as another file shows");
        disk.put(FILE, LineFormat.EMPTY_JOURNAL);
        assertThat(inspect(1).detail())
                .isEqualTo(
                        "at byte 2, where seq 1 should be: the file ends, but seq 1 was acknowledged, as another file shows");
    }

    @Test
    void treatsATornEndOfAClosedFileAsDamage() {
        disk.put(FILE, torn());
        JournalInspection torn = inspect(1);

        assertThat(torn.condition()).isEqualTo(Condition.TORN_TAIL);
        assertThat(torn.isUsable()).isTrue();
        assertThat(torn.ofClosedFile().condition()).isEqualTo(Condition.DAMAGED);
        assertThat(torn.ofClosedFile().isUsable()).isFalse();
        assertThat(torn.ofClosedFile())
                .usingRecursiveComparison()
                .ignoringFields("condition")
                .isEqualTo(torn);
    }

    @Test
    void leavesAWholeClosedFileAsItIs() {
        disk.put(FILE, HandWrittenJournal.ofBatches(1).bytes());

        assertThat(inspect(0).ofClosedFile()).isEqualTo(inspect(0));
    }

    @Test
    void namesTheOtherFileThatProvesATornRecordToBeAcknowledged() {
        disk.put(FILE, torn());

        assertThat(inspect(2).condition()).isEqualTo(Condition.DAMAGED);
        assertThat(inspect(2).detail()).endsWith("; another file shows that everything up to seq 2 was acknowledged");
    }

    @Test
    void knowsThatNoCrashDamagesTheHeader() {
        byte[] bytes = HandWrittenJournal.ofBatches(1).bytes();
        bytes[1] = ' ';
        disk.put(FILE, bytes);

        assertThat(inspect(0).condition()).isEqualTo(Condition.DAMAGED);
        assertThat(inspect(0).detail()).endsWith("; no crash can do that: the header is never rewritten");
    }

    @ParameterizedTest
    @CsvSource({"67108864, TORN_TAIL", "67108865, DAMAGED"})
    void takesNoMoreThan64MegabytesForATornBatch(long bytes, Condition expected) {
        Damage damage = new Damage(LineFormat.HEADER.length, 1, "torn", bytes, 0, 0, 0);
        Scan scan = new Scan(true, 0, Origin.START, 0, 2, 2 + bytes, damage, null);

        JournalInspection inspection = JournalInspection.of(NAME, scan, DamageRule.WATERMARK, 0);

        assertThat(inspection.condition()).isEqualTo(expected);
        assertThat(inspection.detail())
                .isEqualTo(
                        expected == Condition.TORN_TAIL
                                ? "at byte 2, where seq 1 should be: torn"
                                : "at byte 2, where seq 1 should be: torn; 67108865 bytes follow, more than a torn batch can leave");
    }

    @Test
    void knowsTheHighestSeqEvenAfterDamage() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1, 1);
        byte[] bytes = journal.bytes();
        bytes[journal.start(2) + 20] ^= 1;
        disk.put(FILE, bytes);

        assertThat(inspect(0).last().seq()).isEqualTo(1);
        assertThat(inspect(0).highestSeq()).isEqualTo(3);
    }

    private static byte[] torn() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 1);
        return Arrays.copyOf(journal.bytes(), journal.start(2) + 20);
    }

    private JournalInspection inspect(long witness) {
        return SimulatedDisk.folder(FOLDER, watched, DamageRule.WATERMARK)
                .view()
                .inspect(NAME, Origin.START, witness, RecordVisitor.none());
    }
}
