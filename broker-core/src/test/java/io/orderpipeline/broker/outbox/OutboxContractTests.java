package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of every adapter of {@link Outbox}. */
public abstract class OutboxContractTests {

    /** The outbox under test, always the same within one test. */
    protected abstract Outbox outbox();

    /** Commits an event to it, durably. */
    protected abstract void commit(OrderCreated event);

    @Test
    void isEmptyAtFirst() {
        try (OutboxCursor cursor = outbox().after(0)) {
            assertThat(cursor.next()).isNull();
            assertThat(outbox().lastSeq()).isZero();
            assertThat(outbox().firstSeq()).isEqualTo(1);
        }
    }

    @Test
    void givesEntriesInCommitOrderWithoutGaps() {
        commitUpTo(20);
        assertThat(outbox().lastSeq()).isEqualTo(20);
        assertThat(outbox().acceptedSeq()).isEqualTo(20);
        assertThat(outbox().firstSeq()).isEqualTo(1);
        assertThat(after(0))
                .extracting(OutboxEntry::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(after(0))
                .extracting(OutboxEntry::event)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20)
                        .mapToObj(OutboxContractTests::event)
                        .toList());
    }

    @Test
    void startsBeforeAnyEntry() {
        commitUpTo(5);
        assertThat(after(3)).extracting(OutboxEntry::seq).containsExactly(4L, 5L);
        assertThat(after(5)).isEmpty();
        assertThat(after(6)).isEmpty();
    }

    @Test
    void showsWhatIsCommittedLaterToACursorAtTheEnd() {
        try (OutboxCursor cursor = outbox().after(0)) {
            for (long seq = 1; seq <= 3; seq++) {
                assertThat(cursor.next()).isNull();
                commit(event(seq));
                assertIs(seq, cursor.next());
            }
        }
    }

    @Test
    void keepsCursorsApart() {
        commitUpTo(2);
        try (OutboxCursor one = outbox().after(0);
                OutboxCursor other = outbox().after(0)) {
            assertIs(1, one.next());
            assertIs(2, one.next());
            assertIs(1, other.next());
        }
    }

    @Test
    void holdsItsOwnPositions() {
        commitUpTo(5);
        assertThat(outbox().holds(Position.START)).isTrue();
        assertThat(after(0)).allSatisfy(entry -> assertThat(outbox().holds(entry.position()))
                .as("seq %d", entry.seq())
                .isTrue());
    }

    @Test
    void holdsNoPositionBeyondItsEnd() {
        commitUpTo(5);
        Position last = after(4).get(0).position();
        assertThat(outbox().holds(new Position(6, last.mark()))).isFalse();
    }

    @Test
    void holdsNoPositionOfAnotherOutboxWithAsManyEntries() {
        commitUpTo(5);
        assertThat(after(0)).allSatisfy(entry -> assertThat(outbox().holds(
                                new Position(entry.seq(), entry.position().mark() + 1)))
                .isFalse());
    }

    @Test
    void marksEntriesByTheirEvents() {
        commitUpTo(50);
        assertThat(after(0)).extracting(entry -> entry.position().mark()).doesNotHaveDuplicates();
    }

    private static void assertIs(long seq, @Nullable OutboxEntry entry) {
        assertThat(entry).extracting(OutboxEntry::seq, OutboxEntry::event).containsExactly(seq, event(seq));
    }

    private List<OutboxEntry> after(long seq) {
        List<OutboxEntry> entries = new ArrayList<>();
        try (OutboxCursor cursor = outbox().after(seq)) {
            for (OutboxEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private void commitUpTo(long last) {
        LongStream.rangeClosed(1, last).forEach(seq -> commit(event(seq)));
    }

    private static OrderCreated event(long seq) {
        return new OrderCreated(
                "order-" + seq, List.of("item-" + seq, "\uD83D\uDCE6::" + seq), Instant.ofEpochMilli(seq));
    }
}
