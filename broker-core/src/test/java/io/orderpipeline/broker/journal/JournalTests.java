package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a record may be. */
class JournalTests {

    private static final Path FOLDER = Path.of("/data");
    private static final String NAME = "orders.json";
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
    void refusesARecordThatCouldNotBeReadBack() {
        Journal journal = recover(new ArrayList<>());

        assertRefused(journal, ofLength(LONGEST + 1), "a record takes 1 to 16777088 bytes, not 16777089");
        assertRefused(journal, new byte[0], "a record takes 1 to 16777088 bytes, not 0");
        assertRefused(
                journal, "\"a\":1,\n\"b\":2".getBytes(UTF_8), "a record must not have a line break, as at byte 6");
    }

    @Test
    void goesOnAfterARefusalAsIfNothingHadBeen() {
        Journal journal = recover(new ArrayList<>());
        commit(journal, SMALL.getBytes(UTF_8));
        assertRefused(journal, new byte[0], "a record takes");
        commit(journal, SMALL.getBytes(UTF_8));

        assertThat(disk.content(FOLDER.resolve(NAME)))
                .isEqualTo(new HandWrittenJournal().batch(SMALL).batch(SMALL).bytes());
    }

    private Journal recover(List<Integer> lengths) {
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
