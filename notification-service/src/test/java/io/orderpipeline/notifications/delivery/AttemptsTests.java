package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTests {

    private final Attempts none = Attempts.none(Instant.EPOCH, 3);

    @Test
    void areMadeWhetherTheyCountedOrAreInDoubt() {
        assertThat(none.made()).isZero();
        assertThat(none.failedOnceMore(4).inDoubtOnceMore().inDoubtOnceMore().made())
                .isEqualTo(3);
    }

    @Test
    void areInDoubtNoLongerOnceOneCounts() {
        assertThat(none.inDoubtOnceMore().failedOnceMore(7)).isEqualTo(new Attempts(Instant.EPOCH, 1, 0, 7));
    }
}
