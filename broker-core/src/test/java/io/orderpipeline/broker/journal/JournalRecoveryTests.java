package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JournalRecoveryTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String NAME = "orders.json";
    private static final Path FILE = FOLDER.resolve(NAME);
    private static final int SEEDS = 100;

    /** After a failed sync the page cache shows records in clean pages that are not on the platter. */
    @Test
    void showsNoRecordThatALaterPowerCutRemoves() {
        byte[] whole = new HandWrittenJournal()
                .batch("\"id\":1")
                .batch(big("a"), big("b"))
                .bytes();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            Journal journal = recover(disk).journal();
            write(journal, "\"id\":1");
            journal.force();
            write(journal, big("a"), big("b"));
            disk.failSyncs(1);
            assertThatThrownBy(journal::force).isInstanceOf(StorageFailedException.class);
            disk.failSyncs(0);
            disk.killProcess();

            assertThat(recover(disk).report().records()).isEqualTo(3);
            disk.cutPower();

            assertThat(disk.content(FILE)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void makesTheNameOfAFileDurableThatWasMovedJustBefore() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            disk.put(FOLDER.resolve("orders.json.new"), LineFormat.EMPTY_JOURNAL);
            disk.move(FOLDER.resolve("orders.json.new"), FILE);
            disk.killProcess();

            recover(disk);
            disk.cutPower();

            assertThat(disk.holds(FILE)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void rewritesOnlyWhatMayNotBeSynced() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1_000, 2);
        assertThat(bytesWrittenBehind(journal))
                .as("the last batch and the closing bracket")
                .isEqualTo(journal.bytes().length - journal.start(1_001));
    }

    @Test
    void rewritesEverythingWhenNothingIsKnownToBeSynced() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(3);
        assertThat(bytesWrittenBehind(journal)).isEqualTo(journal.bytes().length);
    }

    @Test
    void copiesATornTailAtTheSecondAttempt() {
        SimulatedDisk disk = new SimulatedDisk(1);
        byte[] torn = torn();
        disk.put(FILE, torn);
        ScannedJournal scanned = scan(disk);
        disk.failWith(new Fault(Fault.Kind.ENOSPC, 1, false));

        String aside = tornTail(scanned).keptIn();

        assertThat(disk.content(FOLDER.resolve(aside))).isEqualTo(Arrays.copyOfRange(torn, start(), torn.length));
    }

    /** On a full disk the space freed by the tail is the only space for its copy. */
    @Test
    void truncatesATornTailBeforeItRetriesTheCopy() {
        SimulatedDisk disk = new SimulatedDisk(1);
        disk.put(FILE, torn());
        List<byte[]> contents = new ArrayList<>();
        Disk full = new ForwardingDisk(disk) {
            @Override
            public DiskFile create(Path file) throws IOException {
                contents.add(disk.content(FILE));
                throw new IOException("No space left on device");
            }

            @Override
            DiskFile file(Path path, DiskFile file) {
                return file;
            }
        };

        assertThat(tornTail(scan(full)).keptIn()).isEqualTo("nowhere: No space left on device");

        assertThat(contents).hasSize(2);
        assertThat(contents.get(1))
                .isEqualTo(HandWrittenJournal.ofBatches(1).bytes())
                .isEqualTo(disk.content(FILE));
    }

    private static long bytesWrittenBehind(HandWrittenJournal journal) {
        SimulatedDisk disk = new SimulatedDisk(1);
        disk.put(FILE, journal.bytes());
        WatchedDisk watched = new WatchedDisk(disk);
        recover(watched);
        return watched.bytesWritten();
    }

    private static byte[] torn() {
        return Arrays.copyOf(HandWrittenJournal.ofBatches(1, 1).bytes(), start() + 20);
    }

    private static int start() {
        return HandWrittenJournal.ofBatches(1).start(2);
    }

    private static RecoveryReport.TornTail tornTail(ScannedJournal scanned) {
        return Objects.requireNonNull(scanned.recover(0).report().tornTail());
    }

    private static RecoveredJournal recover(Disk disk) {
        return scan(disk).recover(0);
    }

    private static ScannedJournal scan(Disk disk) {
        return SimulatedDisk.folder(FOLDER, disk, DamageRule.WATERMARK).scan(NAME, Origin.START, RecordVisitor.none());
    }

    private static void write(Journal journal, String... records) {
        for (String members : records) {
            journal.stage(members.getBytes(UTF_8));
        }
        journal.write();
    }

    private static String big(String letter) {
        return "\"id\":\"" + letter.repeat(2_000) + "\"";
    }
}
