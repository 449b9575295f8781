package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClosedSegmentTests {

    private static final Path FOLDER = Path.of("/data");
    private static final Path FILE = FOLDER.resolve("outbox.json");
    private static final Path CLOSED = FOLDER.resolve("outbox-1.json");

    /** Renames may reach the disk out of order. */
    @Test
    void survivesAPowerCutAtAnyStepOfARotation() {
        byte[] full = HandWrittenJournal.ofBatches(3).bytes();
        for (int change = 1; change <= 12; change++) {
            for (int seed = 0; seed < 40; seed++) {
                SimulatedDisk disk = new SimulatedDisk(seed);
                disk.put(FILE, full);
                JournalFolder folder = disk.folder(FOLDER);
                Journal journal = recover(folder);
                disk.crashAtChange(change);
                try {
                    folder.rotate("outbox.json", "outbox-1.json", journal);
                } catch (SimulatedCrash e) {
                    // looked at below
                }
                disk.cutPower();

                assertThat(disk.content(disk.holds(CLOSED) ? CLOSED : FILE))
                        .as("crash at change %d, seed %d", change, seed)
                        .isEqualTo(full);
            }
        }
    }

    @Test
    void keepsTheNameOfTheNextFileThroughAPowerCut() {
        for (int seed = 0; seed < 40; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            JournalFolder folder = disk.folder(FOLDER);

            folder.rotate("outbox.json", "outbox-1.json", recover(folder));
            disk.cutPower();

            assertThat(disk.holds(FILE)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void leavesOnlyOneFileOpenWhateverCouldNotBeOpened() {
        int rotated = 0;
        for (int operation = 1; operation <= 20; operation++) {
            SimulatedDisk disk = new SimulatedDisk(1);
            WatchedDisk watched = new WatchedDisk(disk);
            JournalFolder folder = SimulatedDisk.folder(FOLDER, watched, DamageRule.WATERMARK);
            Journal journal = recover(folder);
            disk.failWith(new Fault(Fault.Kind.EMFILE, disk.operations() + operation, false));
            try {
                folder.rotate("outbox.json", "outbox-1.json", journal);
                rotated++;
            } catch (StorageUnavailableException e) {
                assertThat(disk.holds(CLOSED)).isFalse();
            }
            assertThat(watched.openFiles()).as("fault at %d", operation).isEqualTo(1);
        }
        assertThat(rotated).isBetween(1, 19);
    }

    /** A file system may store the two names of a move separately. */
    @Test
    void syncsBothFoldersOfAMove() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        disk.put(CLOSED, LineFormat.EMPTY_JOURNAL);
        WatchedDisk watched = new WatchedDisk(disk);

        SimulatedDisk.folder(FOLDER, watched, DamageRule.WATERMARK).moveInto("archive", "outbox-1.json");

        assertThat(disk.files()).containsExactly(FOLDER.resolve("archive/outbox-1.json"));
        assertThat(watched.synced()).containsExactly(FOLDER.resolve("archive"), FOLDER);
    }

    private static Journal recover(JournalFolder folder) {
        return folder.scan("outbox.json", Origin.START, RecordVisitor.none())
                .recover(0)
                .journal();
    }
}
