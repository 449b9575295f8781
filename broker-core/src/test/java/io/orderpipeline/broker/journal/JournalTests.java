package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Which records a journal accepts, and what happens when it cannot write them. */
class JournalTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String NAME = "orders.json";
    private static final Path FILE = FOLDER.resolve(NAME);
    private static final int LONGEST = LineSource.MAX_LINE - LineFormat.OVERHEAD;
    private static final String SMALL = "\"id\":1";

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void readsTheLongestRecordBack() {
        Journal journal = recover(new ArrayList<>());
        commit(journal, ofLength(LONGEST));
        commit(journal, SMALL.getBytes(UTF_8));
        disk.killProcess();

        List<Integer> lengths = new ArrayList<>();
        recover(lengths);

        assertThat(lengths).containsExactly(LONGEST, SMALL.length());
    }

    @Test
    void writesARecordThatIsLargerThanTheRestOfItsBatch() {
        Journal journal = recover(new ArrayList<>());
        journal.stage(SMALL.getBytes(UTF_8));
        commit(journal, ofLength(500_000));
        disk.killProcess();

        List<Integer> lengths = new ArrayList<>();
        recover(lengths);

        assertThat(lengths).containsExactly(SMALL.length(), 500_000);
    }

    @Test
    void refusesARecordThatCouldNotBeReadBack() {
        Journal journal = recover(new ArrayList<>());

        assertRefused(journal, ofLength(LONGEST + 1), "a record must have 1 to 16777088 bytes, not 16777089");
        assertRefused(journal, new byte[0], "a record must have 1 to 16777088 bytes, not 0");
        assertRefused(
                journal, "\"a\":1,\n\"b\":2".getBytes(UTF_8), "a record must not have a line break, as at byte 6");
    }

    @Test
    void isUnaffectedByARefusal() {
        Journal journal = recover(new ArrayList<>());
        commit(journal, SMALL.getBytes(UTF_8));
        assertRefused(journal, new byte[0], "a record must have");
        commit(journal, SMALL.getBytes(UTF_8));

        assertThat(disk.content(FILE))
                .isEqualTo(new HandWrittenJournal().batch(SMALL).batch(SMALL).bytes());
    }

    @Test
    void returnsThePositionOfEachRecord() {
        Journal journal = recover(new ArrayList<>());
        HandWrittenJournal expected = HandWrittenJournal.ofBatches(1, 2);

        assertThat(journal.stage("\"id\":\"order-1\"".getBytes(UTF_8))).isEqualTo(expected.start(1));
        journal.write();
        journal.force();
        // Its line starts with the comma.
        assertThat(journal.stage("\"id\":\"order-2\"".getBytes(UTF_8))).isEqualTo(expected.start(2));
        assertThat(journal.stage("\"id\":\"order-3\"".getBytes(UTF_8))).isEqualTo(expected.start(3));
        journal.write();

        assertThat(disk.content(FILE)).isEqualTo(expected.bytes());
    }

    @Test
    void knowsItsSizeAndHowFarItIsSynced() {
        Journal journal = recover(new ArrayList<>());
        commit(journal, SMALL.getBytes(UTF_8));
        journal.stage(SMALL.getBytes(UTF_8));
        long staged = journal.size();
        journal.write();

        assertThat(staged).isEqualTo(new HandWrittenJournal().batch(SMALL).bytes().length);
        assertThat(journal.size()).isEqualTo(disk.content(FILE).length);
        assertThat(journal.lastSeq()).isEqualTo(2);
        assertThat(journal.durableSeq()).isEqualTo(1);
    }

    @Test
    void leavesTheFileUnchangedWhenABatchDoesNotFit() {
        byte[] before = new HandWrittenJournal().batch(SMALL).bytes();
        for (int seed = 0; seed < 50; seed++) {
            SimulatedDisk full = new SimulatedDisk(seed);
            Journal journal = recover(full, new ArrayList<>());
            commit(journal, SMALL.getBytes(UTF_8));
            journal.stage(ofLength(2_000));
            full.failWith(new Fault(Fault.Kind.SHORT_WRITE, full.operations() + 1, true));

            assertThatThrownBy(journal::write).isInstanceOf(StorageFullException.class);

            assertThat(full.content(FILE)).as("seed %d", seed).isEqualTo(before);
            full.cutPower();
            assertThat(full.content(FILE)).as("seed %d", seed).isEqualTo(before);
        }
    }

    @Test
    void reportsBothFailuresWhenABatchCannotBeRolledBack() {
        AtomicBoolean broken = new AtomicBoolean();
        Disk refusing = new ForwardingDisk(disk) {
            @Override
            DiskFile file(Path path, DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public int write(ByteBuffer source, long position) throws IOException {
                        if (broken.get()) {
                            throw new IOException("write refused");
                        }
                        return super.write(source, position);
                    }
                };
            }
        };
        Journal journal = SimulatedDisk.folder(FOLDER, refusing, DamageRule.WATERMARK)
                .scan(NAME, Origin.START, RecordVisitor.none())
                .recover(0)
                .journal();
        journal.stage(SMALL.getBytes(UTF_8));
        broken.set(true);

        assertThatThrownBy(journal::write)
                .isInstanceOf(StorageFailedException.class)
                .hasMessage("cannot roll back a failed write (write refused) at byte 2 of orders.json: write refused")
                .cause()
                .satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(1));
    }

    private Journal recover(List<Integer> lengths) {
        return recover(disk, lengths);
    }

    private static Journal recover(SimulatedDisk disk, List<Integer> lengths) {
        return disk.folder(FOLDER)
                .scan(NAME, Origin.START, (seq, position, bytes, from, to) -> lengths.add(to - from))
                .recover(0)
                .journal();
    }

    private static void commit(Journal journal, byte[] members) {
        journal.stage(members);
        journal.write();
        journal.force();
    }

    private static void assertRefused(Journal journal, byte[] members, String message) {
        assertThatThrownBy(() -> journal.stage(members))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static byte[] ofLength(int length) {
        return String.format(Locale.ROOT, "\"id\":\"%s\"", "x".repeat(length - 7))
                .getBytes(UTF_8);
    }
}
