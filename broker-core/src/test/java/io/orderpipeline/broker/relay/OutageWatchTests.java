package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageWatchTests {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private final RuntimeException failure = new IllegalStateException("on purpose");

    private final HandMovedTime time = new HandMovedTime();
    private final OutageWatch watch = new OutageWatch(FIRST, LONGEST, time);

    @Test
    void countsAPhaseForEachBeginAndEachEnd() {
        assertThat(watch.isOn()).isFalse();
        for (int phase = 1; phase < 6; phase += 2) {
            watch.begin(failure);
            assertThat(watch.isOn()).isTrue();
            assertThat(watch.phase()).isEqualTo(phase);
            watch.end();
            assertThat(watch.isOn()).isFalse();
            assertThat(watch.phase()).isEqualTo(phase + 1);
        }
    }

    @Test
    void probesAfterPausesThatDoubleUpToTheLongest() {
        watch.begin(failure);
        for (int seconds : new int[] {1, 2, 4, 5, 5}) {
            assertThat(untilProbe()).isEqualTo(Duration.ofSeconds(seconds));
            time.move(Duration.ofSeconds(seconds));
            watch.planProbe();
        }
    }

    @Test
    void pausesBrieflyAgainOnlyAfterAQuietTimeOfTheLongestPause() {
        watch.begin(failure);
        watch.end();
        time.move(LONGEST.minusNanos(1));
        watch.begin(failure);
        assertThat(untilProbe()).isEqualTo(FIRST.multipliedBy(2));
        watch.end();
        time.move(LONGEST);
        watch.begin(failure);
        assertThat(untilProbe()).isEqualTo(FIRST);
    }

    @Test
    void waitsAtLeastAsLongAsItIsAskedTo() {
        watch.begin(new Outage("busy", Duration.ofSeconds(3)));
        assertThat(untilProbe()).isEqualTo(Duration.ofSeconds(3));
        time.move(FIRST);
        watch.postpone(new Outage("busy", FIRST));
        assertThat(untilProbe()).isEqualTo(Duration.ofSeconds(2));
        watch.postpone(new Outage("busy", Duration.ofSeconds(4)));
        assertThat(untilProbe()).isEqualTo(Duration.ofSeconds(4));
        watch.postpone(failure);
        assertThat(untilProbe()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void measuresHowLongEachPhaseLasts() {
        time.move(Duration.ofSeconds(7));
        assertThat(watch.lasted()).isEqualTo(Duration.ofSeconds(7));
        watch.begin(failure);
        assertThat(watch.lasted()).isZero();
        time.move(Duration.ofSeconds(2));
        assertThat(watch.lasted()).isEqualTo(Duration.ofSeconds(2));
        watch.end();
        assertThat(watch.lasted()).isZero();
    }

    private Duration untilProbe() {
        return Duration.ofNanos(watch.nanosUntilProbe());
    }
}
