package io.orderpipeline.broker.outbox.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.SimulatedDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OutboxSegmentTests {

    private static final Path FOLDER = Path.of("/data/orders");
    private static final String FIRST = "outbox-000000000001-000000000003.json";
    private static final String SECOND = "outbox-000000000004-000000000009.json";
    private static final String THIRD = "outbox-000000000010-1234567890123.json";

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final FolderView view = disk.folder(FOLDER).view();

    @Test
    void isNamedByItsFirstAndLastSeq() {
        assertThat(OutboxSegment.nameOf(1, 3)).isEqualTo(FIRST);
        assertThat(OutboxSegment.nameOf(10, 1_234_567_890_123L)).isEqualTo(THIRD);
    }

    @Test
    void holdsItsFirstSeqAndItsLastAndThoseBetween() {
        OutboxSegment segment = new OutboxSegment(SECOND, 4, 9, view);

        assertThat(segment.holds(3)).isFalse();
        assertThat(segment.holds(4)).isTrue();
        assertThat(segment.holds(9)).isTrue();
        assertThat(segment.holds(10)).isFalse();
    }

    @Test
    void isListedOldestFirstInEitherFolder() {
        put(THIRD, "archive/" + FIRST, SECOND, "outbox.json", "orders.json", "outbox-1-2.json", FIRST + ".tmp");

        assertThat(OutboxSegment.allIn(view))
                .extracting(segment -> segment.nameIn(view))
                .containsExactly("archive/" + FIRST, SECOND, THIRD);
        assertThat(OutboxSegment.directlyIn(view))
                .extracting(OutboxSegment::name)
                .containsExactly(SECOND, THIRD);
        assertThat(OutboxSegment.newestIn(view)).get().satisfies(segment -> {
            assertThat(segment.first()).isEqualTo(10);
            assertThat(segment.last()).isEqualTo(1_234_567_890_123L);
        });
        assertThat(OutboxSegment.fileNamesIn(view)).containsExactly("archive/" + FIRST, SECOND, THIRD, "outbox.json");
    }

    /** A listing made while it is moved may find it in both folders. */
    @Test
    void isOneFileAlsoWhenItIsSeenTwice() {
        put(FIRST, "archive/" + FIRST);

        assertThat(OutboxSegment.fileNamesIn(view)).containsExactly(FIRST, "outbox.json");
    }

    @Test
    void doesNotExistAtFirst() {
        assertThat(OutboxSegment.newestIn(view)).isEmpty();
        assertThat(OutboxSegment.allIn(view)).isEmpty();
        assertThat(OutboxSegment.fileNamesIn(view)).containsExactly("outbox.json");
    }

    private void put(String... names) {
        for (String name : names) {
            disk.put(FOLDER.resolve(name), new byte[0]);
        }
    }
}
