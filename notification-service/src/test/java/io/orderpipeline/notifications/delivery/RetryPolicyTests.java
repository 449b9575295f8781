package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTests {

    private static final RandomGenerator LOWEST = () -> 0L;
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;
    private static final RandomGenerator HIGHEST = () -> -1L;

    private final RetryPolicy policy = RetryPolicy.defaults();

    @Test
    void doublesThePauseAfterEachAttempt() {
        assertThat(policy.attempts()).isEqualTo(5);
        assertThat(policy.pauseAfter(1, MIDDLE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.pauseAfter(2, MIDDLE)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.pauseAfter(3, MIDDLE)).isEqualTo(Duration.ofSeconds(4));
        assertThat(policy.pauseAfter(4, MIDDLE)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void variesThePauseByAQuarter() {
        assertThat(policy.pauseAfter(2, LOWEST)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(policy.pauseAfter(2, HIGHEST))
                .isBetween(Duration.ofMillis(2_500).minusNanos(1), Duration.ofMillis(2_500));
    }

    @Test
    void doublesThePauseTwentyTimesAtMost() {
        Duration longest = Duration.ofSeconds(1 << 20);
        assertThat(policy.pauseAfter(20, MIDDLE)).isEqualTo(longest.dividedBy(2));
        assertThat(policy.pauseAfter(21, MIDDLE)).isEqualTo(longest);
        assertThat(policy.pauseAfter(22, MIDDLE)).isEqualTo(longest);
        assertThat(policy.pauseAfter(100, MIDDLE)).isEqualTo(longest);
    }

    @Test
    void refusesFewerAttemptsThanOneNegativePausesAndNoRoomToWait() {
        assertThat(new RetryPolicy(1, Duration.ZERO, 1).pauseAfter(1, HIGHEST)).isZero();
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event must be tried at least once, not 0 times");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofNanos(-1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pause between attempts must not be negative: PT-0.000000001S");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least one notification must be able to wait, not 0");
    }
}
