package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelaySettingsTests {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @Test
    void takesAWindowOfOneAndProbesAtAFixedDistance() {
        assertThat(settings(1, MILLISECOND, MILLISECOND).window()).isEqualTo(1);
    }

    @Test
    void refusesAWindowForNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(0, MILLISECOND, MILLISECOND))
                .withMessage("the relay's window must be at least 1, not 0");
    }

    @Test
    void refusesProbesWithoutAPauseAndPausesThatShrink() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(1, Duration.ofNanos(999_999), MILLISECOND))
                .withMessageContaining("must start at 1 ms or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(1, MILLISECOND.plusNanos(1), MILLISECOND))
                .withMessageContaining("must start at 1 ms or more");
    }

    private static RelaySettings settings(int window, Duration firstProbe, Duration longestPause) {
        return new RelaySettings(window, MILLISECOND, firstProbe, longestPause, MILLISECOND);
    }
}
