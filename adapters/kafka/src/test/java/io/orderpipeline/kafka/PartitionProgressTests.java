package io.orderpipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionProgressTests {

    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void commitsNothingAboveTheLowestThatIsNotDone() {
        progress.received(10);
        progress.received(11);
        progress.received(15);
        progress.done(11);
        progress.done(15);
        assertThat(progress.toCommit()).hasValue(10);
        progress.done(10);
        assertThat(progress.toCommit()).hasValue(16);
    }

    @Test
    void commitsNothingTwice() {
        progress.received(10);
        progress.done(10);
        progress.committed(11);
        assertThat(progress.toCommit()).isEmpty();
    }

    /** A commit of an earlier assignment may be answered only in this one. */
    @Test
    void commitsNothingBeforeItHasReceivedAMessage() {
        progress.committed(11);
        assertThat(progress.toCommit()).isEmpty();
    }

    @Test
    void knowsWhichOffsetsItHasPassed() {
        assertThat(progress.hasPassed(0)).isFalse();
        progress.received(10);
        assertThat(progress.hasPassed(11)).isFalse();
        assertThat(progress.hasPassed(10)).isTrue();
        assertThat(progress.hasPassed(0)).isTrue();
    }

    @Test
    void countsTheMessagesThatItNeverReceived() {
        assertThat(progress.missedBefore(10)).as("from the first message on").isZero();
        progress.received(10);
        assertThat(progress.missedBefore(11)).isZero();
        assertThat(progress.missedBefore(14)).isEqualTo(3);
        assertThat(new PartitionProgress(10).missedBefore(14))
                .as("since the last commit")
                .isEqualTo(4);
    }

    @Test
    void commitsNothingForALostPartition() {
        progress.received(10);
        progress.done(10);
        progress.lose();
        assertThat(progress.toCommit()).isEmpty();
        assertThat(progress.isLost()).isTrue();
    }
}
