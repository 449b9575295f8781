package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A start and some batches, in which the n-th file operation fails, for every n, in every way, once and permanently. */
class FailingOperationTests {

    private static final Path FOLDER = Path.of("/data");
    private static final Path FILE = FOLDER.resolve("orders.json");
    private static final byte[] TORN = tornFile();
    private static final int RECORDS_BEFORE = 3;
    private static final int BATCHES = 4;

    private final List<String> acknowledged = new ArrayList<>();
    private boolean failed;
    private int full;

    static Stream<Arguments> faults() {
        return Stream.of(Fault.Kind.values())
                .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void losesNothingAcknowledged(Fault.Kind kind, boolean permanent) {
        long operations = operationsWithoutFault();
        for (long n = 1; n <= operations + 1; n++) {
            for (boolean powerCut : new boolean[] {false, true}) {
                SimulatedDisk disk = damagedDisk(n);
                disk.failWith(new Fault(kind, n, permanent));
                runUntilItFails(disk);
                disk.failWith(null);
                if (powerCut) {
                    disk.cutPower();
                } else {
                    disk.killProcess();
                }

                assertThat(recordsAfterRestart(disk))
                        .as("%s at operation %d", kind, n)
                        .containsAll(acknowledged);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void resumesWhenThereIsRoomAgainAndStaysFailedOtherwise(Fault.Kind kind, boolean permanent) {
        long operations = operationsWithoutFault();
        int resumed = 0;
        for (long n = 1; n <= operations; n++) {
            SimulatedDisk disk = damagedDisk(n);
            Journal journal = recover(disk);
            disk.failWith(new Fault(kind, n, permanent));
            writeBatches(journal);
            disk.failWith(null);

            if (failed) {
                assertThatThrownBy(journal::write).isInstanceOf(StorageFailedException.class);
                assertThatThrownBy(journal::force).isInstanceOf(StorageFailedException.class);
            } else {
                resumed += full;
                int before = acknowledged.size();
                writeBatches(journal);
                assertThat(acknowledged).hasSize(before + 2 * BATCHES);
                disk.cutPower();
                assertThat(recordsAfterRestart(disk)).isEqualTo(acknowledged);
            }
        }
        assertThat(resumed > 0).as("was full and resumed").isEqualTo(canBeFull(kind, permanent));
    }

    /** After a single short write the next write completes it; an open journal opens no more files. */
    private static boolean canBeFull(Fault.Kind kind, boolean permanent) {
        return switch (kind) {
            case EIO, ENOSPC -> true;
            case SHORT_WRITE -> permanent;
            case EMFILE -> false;
        };
    }

    private void runUntilItFails(SimulatedDisk disk) {
        Journal journal;
        try {
            journal = recover(disk);
        } catch (FolderUnusableException e) {
            return;
        }
        writeBatches(journal);
    }

    private Journal recover(SimulatedDisk disk) {
        acknowledged.clear();
        failed = false;
        full = 0;
        Journal journal = disk.folder(FOLDER)
                .scan(
                        "orders.json",
                        Origin.START,
                        (seq, position, bytes, from, to) -> acknowledged.add(new String(bytes, from, to - from, UTF_8)))
                .recover(0)
                .journal();
        assertThat(acknowledged).hasSize(RECORDS_BEFORE);
        return journal;
    }

    private void writeBatches(Journal journal) {
        for (int i = 0; i < BATCHES && !failed; i++) {
            List<String> batch = List.of(
                    String.format(Locale.ROOT, "\"id\":\"a%d\"", i),
                    String.format(Locale.ROOT, "\"id\":\"%s\"", "b".repeat(600)));
            try {
                batch.forEach(members -> journal.stage(members.getBytes(UTF_8)));
                journal.write();
                journal.force();
                acknowledged.addAll(batch);
            } catch (StorageUnavailableException e) {
                full++;
            } catch (StorageFailedException e) {
                failed = true;
            }
        }
    }

    private static List<String> recordsAfterRestart(SimulatedDisk disk) {
        List<String> records = new ArrayList<>();
        disk.folder(FOLDER)
                .scan(
                        "orders.json",
                        Origin.START,
                        (seq, position, bytes, from, to) -> records.add(new String(bytes, from, to - from, UTF_8)))
                .recover(0);
        return records;
    }

    private long operationsWithoutFault() {
        SimulatedDisk disk = damagedDisk(0);
        writeBatches(recover(disk));
        return disk.operations();
    }

    /** A disk whose file ends in a torn batch, so that the start has something to repair. */
    private static SimulatedDisk damagedDisk(long seed) {
        SimulatedDisk disk = new SimulatedDisk(seed);
        disk.put(FILE, TORN);
        return disk;
    }

    private static byte[] tornFile() {
        HandWrittenJournal journal = HandWrittenJournal.ofBatches(1, 4);
        byte[] bytes = journal.bytes();
        bytes[journal.start(RECORDS_BEFORE + 1) + 20] ^= 1;
        return bytes;
    }
}
