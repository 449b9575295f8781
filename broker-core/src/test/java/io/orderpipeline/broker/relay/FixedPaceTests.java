package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FixedPaceTests {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final HandMovedTime time = new HandMovedTime();
    private final FixedPace pace = new FixedPace(INTERVAL, time);

    @Test
    void readsTheFirstEntryAtOnce() {
        assertThat(pace.nanosLeft()).isNotPositive();
    }

    @Test
    void restsForTheIntervalAfterEachEntry() {
        for (int seq = 1; seq <= 3; seq++) {
            pace.read(seq);
            assertThat(pace.nanosLeft()).isEqualTo(INTERVAL.toNanos());
            time.move(INTERVAL.minusNanos(1));
            assertThat(pace.nanosLeft()).isEqualTo(1);
            time.moveNanos(1);
            assertThat(pace.nanosLeft()).isNotPositive();
        }
    }

    @Test
    void makesUpForADelayOfLessThanAnIntervalOnly() {
        pace.read(1);
        time.move(Duration.ofMillis(150));
        pace.read(2);
        assertThat(pace.nanosLeft()).isEqualTo(Duration.ofMillis(50).toNanos());
        time.move(Duration.ofHours(1));
        pace.read(3);
        assertThat(pace.nanosLeft()).isNotPositive();
        pace.read(4);
        assertThat(pace.nanosLeft()).isEqualTo(INTERVAL.toNanos());
    }
}
