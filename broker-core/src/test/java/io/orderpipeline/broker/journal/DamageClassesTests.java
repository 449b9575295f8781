package io.orderpipeline.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The effect of every cut and every flipped bit of a file depends on where its lines are and when they were synced:
 *
 * <pre>
 * damage to                                            the start
 * -----------------------------------------------------------------------------------------
 * the header                                           refuses: acknowledged records damaged
 * a record that a later whole one states as synced     refuses: acknowledged records damaged
 * a record that none states as synced                  keeps the records before it
 * the closing bracket                                  keeps everything
 * </pre>
 */
class DamageClassesTests {

    private static final Path FILE = Path.of("/data/orders.json");
    /** The last record was written in a batch by itself: only it states that the one before it was synced. */
    private static final HandWrittenJournal JOURNAL = HandWrittenJournal.ofBatches(4, 1, 6, 1, 5, 2, 1);

    private static final int SYNCED = 19;
    private static final String REFUSED = "refused: acknowledged records are damaged";
    private static final String FOREIGN = "refused: no journal";

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void keepsTheRecordsBeforeACutAtAnyByte() {
        for (int size = 0; size <= JOURNAL.bytes().length; size++) {
            assertThat(start(Arrays.copyOf(JOURNAL.bytes(), size)))
                    .as("cut after %d bytes", size)
                    .isEqualTo(size == 0 ? kept(0) : size == 1 ? FOREIGN : kept(linesWithin(size)));
        }
    }

    /** The same cut, but at full file size: the missing bytes read as zeros. */
    @Test
    void keepsTheRecordsBeforeZerosFromAnyByteOn() {
        for (int from = 2; from < JOURNAL.bytes().length; from++) {
            byte[] bytes = JOURNAL.bytes();
            Arrays.fill(bytes, from, bytes.length, (byte) 0);

            assertThat(start(bytes)).as("zeros from byte %d on", from).isEqualTo(kept(linesWithin(from)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void classifiesAFlippedBitInAnyByte(int bit) {
        for (int i = 0; i < JOURNAL.bytes().length; i++) {
            byte[] bytes = JOURNAL.bytes();
            bytes[i] ^= (byte) (1 << bit);

            assertThat(start(bytes)).as("bit %d of byte %d", bit, i).isEqualTo(classOf(i));
        }
    }

    @Test
    void refusesAnyFlipThatTheOutboxContradicts() {
        for (int i = 0; i < JOURNAL.start(21); i++) {
            byte[] bytes = JOURNAL.bytes();
            bytes[i] ^= 1;

            assertThat(start(bytes, 20)).as("byte %d", i).isEqualTo(REFUSED);
        }
    }

    private static String classOf(int flipped) {
        int damaged = 1;
        while (damaged <= JOURNAL.records() && JOURNAL.start(damaged + 1) <= flipped) {
            damaged++;
        }
        return damaged <= SYNCED ? REFUSED : kept(damaged - 1);
    }

    private static int linesWithin(int size) {
        int lines = 0;
        while (lines < JOURNAL.records() && JOURNAL.start(lines + 2) <= size) {
            lines++;
        }
        return lines;
    }

    private static String kept(int records) {
        return records + " records kept";
    }

    private String start(byte[] bytes) {
        return start(bytes, 0);
    }

    private String start(byte[] bytes, long witness) {
        disk.put(FILE, bytes);
        try {
            long records = disk.folder(Path.of("/data"))
                    .scan("orders.json", Origin.START, RecordVisitor.none())
                    .recover(witness)
                    .report()
                    .records();
            assertThat(disk.content(FILE)).isEqualTo(firstRecords(records));
            return kept((int) records);
        } catch (JournalDamagedException e) {
            assertThat(disk.content(FILE)).isEqualTo(bytes);
            return REFUSED;
        } catch (FolderUnusableException e) {
            assertThat(disk.content(FILE)).isEqualTo(bytes);
            return FOREIGN;
        }
    }

    private static byte[] firstRecords(long records) {
        byte[] bytes = Arrays.copyOf(JOURNAL.bytes(), JOURNAL.start((int) records + 1) + 1);
        bytes[bytes.length - 1] = ']';
        return bytes;
    }
}
