package io.orderpipeline.broker.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The number of slots of a segment, which shows where its hashes are. */
class HashSegmentTests {

    private static final int TAIL = 16;

    @Test
    void hasTenSlotsForSevenExpectedHashes() {
        assertThat(slots(new HashSegment(2, 700), 2)).isEqualTo(1_000 + TAIL);
        assertThat(slots(new HashSegment(3, 700), 3)).isEqualTo(1_000 + TAIL);
        assertThat(slots(new HashSegment(2, 0), 2)).isEqualTo(8 + TAIL);
    }

    @Test
    void growsByAQuarterWhenMoreThanFourFifthsWouldBeTaken() {
        HashSegment segment = new HashSegment(2, 7);
        for (int i = 0; i < 8; i++) {
            add(segment, spread(i, 9));
        }
        assertThat(slots(segment, 2)).isEqualTo(10 + TAIL);
        add(segment, spread(8, 9));
        assertThat(slots(segment, 2)).isEqualTo(12 + TAIL);
    }

    /** Slot 141 and the tail are 17 slots. */
    @Test
    void extendsItsTailForHashesThatAllBelongAtTheEnd() {
        HashSegment segment = new HashSegment(2, 100);
        for (int i = 1; i <= 17; i++) {
            add(segment, -i);
        }
        assertThat(slots(segment, 2)).isEqualTo(142 + TAIL);
        add(segment, -18);
        assertThat(slots(segment, 2)).isEqualTo(142 + 2 * TAIL);
        for (int i = 1; i <= 18; i++) {
            assertThat(segment.contains(1, -i)).isTrue();
        }
    }

    private static void add(HashSegment segment, long low) {
        assertThat(segment.add(1, low, 0)).isTrue();
    }

    /** One of a number of evenly spaced hashes. */
    private static long spread(int i, int of) {
        return (i * (1L << 32) / of) << 32;
    }

    private static long slots(HashSegment segment, int stride) {
        return segment.bytes() / Long.BYTES / stride;
    }
}
