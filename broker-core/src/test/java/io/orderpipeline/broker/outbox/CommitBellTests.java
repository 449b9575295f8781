package io.orderpipeline.broker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitBellTests {

    private static final Instant TEN = Instant.parse("2026-11-01T10:00:00.000250Z");
    private static final Instant LATER = TEN.plusNanos(700_000);

    private final CommitBell bell = CommitBell.insideOneJvm();

    @Test
    void knowsWhenEachOrderOfABatchWasCommitted() {
        bell.committed(5, 7, TEN);
        bell.committed(8, 8, LATER);
        assertThat(bell.committedAt(5)).isEqualTo(TEN);
        assertThat(bell.committedAt(7)).isEqualTo(TEN);
        assertThat(bell.committedAt(8)).isEqualTo(LATER);
    }

    @Test
    void saysNothingOfOrdersThatItWasNotToldOf() {
        assertThat(bell.committedAt(1)).isNull();
        bell.committed(5, 7, TEN);
        assertThat(bell.committedAt(4)).as("of an earlier process").isNull();
        assertThat(bell.committedAt(8)).as("still to come").isNull();
    }

    @Test
    void forgetsWhatWasLongAgo() {
        for (int seq = 1; seq <= RecentCommits.KEPT + 1; seq++) {
            bell.committed(seq, seq, TEN.plusNanos(seq));
        }
        assertThat(bell.committedAt(1)).isNull();
        assertThat(bell.committedAt(2)).isEqualTo(TEN.plusNanos(2));
    }
}
