package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFilesTests {

    private static final Path FILE = Path.of("/data/checkpoint.json");
    private static final Path UNFINISHED = Path.of("/data/checkpoint.json.tmp");
    private static final String OLD = "old ".repeat(300);
    private static final String NEW = "new ".repeat(400);
    private static final int SEEDS = 200;

    @ParameterizedTest
    @CsvSource({"ENOSPC, false", "ENOSPC, true", "SHORT_WRITE, false", "SHORT_WRITE, true"})
    void deletesAFileThatItCouldNotFinish(Fault.Kind kind, boolean permanent) throws IOException {
        long operations = operationsWithoutFault();
        int refused = 0;
        for (long n = 1; n <= operations; n++) {
            SimulatedDisk disk = diskWithOldContent(n);
            disk.failWith(new Fault(kind, n, permanent));
            boolean replaced = replaces(disk);
            disk.failWith(null);

            refused += replaced ? 0 : 1;
            assertThat(content(disk)).as("fault at %d", n).isEqualTo(replaced ? NEW : OLD);
            assertThat(disk.holds(UNFINISHED)).as("fault at %d", n).isFalse();
        }
        assertThat(refused).isPositive();
    }

    @Test
    void replacesAFileThatACrashLeftUnfinished() throws IOException {
        SimulatedDisk disk = diskWithOldContent(1);
        disk.put(UNFINISHED, "half of somethi".getBytes(UTF_8));

        AtomicFiles.replace(disk, FILE, NEW.getBytes(UTF_8));

        assertThat(content(disk)).isEqualTo(NEW);
        assertThat(disk.holds(UNFINISHED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isOldOrNewAfterACrashAnywhereAndNewOnceItWasDone(boolean powerCut) throws IOException {
        int crashed = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            boolean done = false;
            for (int change = 1; !done; change++) {
                SimulatedDisk disk = diskWithOldContent(seed);
                disk.crashAtChange(change);
                done = surviveReplacing(disk);
                crashed += done ? 0 : 1;
                if (powerCut) {
                    disk.cutPower();
                } else {
                    disk.killProcess();
                }

                assertThat(content(disk)).as("seed %d, change %d", seed, change).isIn(done ? NEW : OLD, NEW);
                AtomicFiles.replace(disk, FILE, "next".getBytes(UTF_8));
                assertThat(content(disk)).isEqualTo("next");
            }
        }
        assertThat(crashed).isGreaterThanOrEqualTo(4 * SEEDS);
    }

    @Test
    void reportsBothFailuresWhenTheUnfinishedFileCannotBeDeleted() {
        SimulatedDisk disk = diskWithOldContent(1);
        disk.failWith(new Fault(Fault.Kind.EIO, 3, true));

        assertThatThrownBy(() -> AtomicFiles.replace(disk, FILE, NEW.getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    private static boolean replaces(Disk disk) {
        try {
            AtomicFiles.replace(disk, FILE, NEW.getBytes(UTF_8));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean surviveReplacing(Disk disk) throws IOException {
        try {
            AtomicFiles.replace(disk, FILE, NEW.getBytes(UTF_8));
            return true;
        } catch (SimulatedCrash e) {
            return false;
        }
    }

    private static long operationsWithoutFault() throws IOException {
        SimulatedDisk disk = diskWithOldContent(0);
        AtomicFiles.replace(disk, FILE, NEW.getBytes(UTF_8));
        return disk.operations();
    }

    private static SimulatedDisk diskWithOldContent(long seed) {
        SimulatedDisk disk = new SimulatedDisk(seed);
        disk.put(FILE, OLD.getBytes(UTF_8));
        return disk;
    }

    private static String content(SimulatedDisk disk) {
        return new String(disk.content(FILE), UTF_8);
    }
}
