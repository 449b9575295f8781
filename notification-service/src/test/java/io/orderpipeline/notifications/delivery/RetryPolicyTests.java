package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTests {

    private static final RandomGenerator LOWEST = () -> 0L;
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;
    private static final RandomGenerator HIGHEST = () -> -1L;

    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), 20_000);

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
}
