package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayStatusTests {

    @Test
    void countsWhatIsNotDone() {
        assertThat(status(3, 10).backlog()).isEqualTo(7);
        assertThat(status(10, 10).backlog()).isZero();
    }

    /** A standby relay may learn the other's progress before it sees the newest entries itself. */
    @Test
    void hasNoBacklogWhenMoreIsDoneThanItHasSeen() {
        assertThat(status(10, 3).backlog()).isZero();
    }

    private static RelayStatus status(long doneSeq, long lastSeq) {
        return new RelayStatus(RelayStatus.State.RUNNING, doneSeq, lastSeq, null);
    }
}
