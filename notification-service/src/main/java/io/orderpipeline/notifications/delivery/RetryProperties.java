package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to an event that fails by its own fault. An instance is always valid.
 *
 * @param attempts   how often it is tried before it becomes a dead letter, 1 to 100
 * @param firstPause the pause after the first attempt, 0ms to 1h; doubled after each attempt
 */
@ConfigurationProperties("pipeline.retry")
record RetryProperties(
        @DefaultValue("5") int attempts, @DefaultValue("1s") Duration firstPause) {

    private static final int MOST_ATTEMPTS = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    RetryProperties {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new PropertyRefusedException(
                    "pipeline.retry.attempts", Integer.toString(attempts), "use a number from 1 to " + MOST_ATTEMPTS);
        }
        if (firstPause.isNegative() || firstPause.compareTo(LONGEST_PAUSE) > 0) {
            throw new PropertyRefusedException(
                    "pipeline.retry.first-pause", firstPause.toMillis() + "ms", "use 0ms to 1h");
        }
    }

    RetryPolicy policy() {
        return new RetryPolicy(attempts, firstPause);
    }
}
