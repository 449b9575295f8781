package io.orderpipeline.notifications.delivery;

import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The handling of an event that fails through its own fault.
 *
 * @param attempts   how often it is tried before it becomes a dead letter, 1 to 100
 * @param firstPause the pause after the first attempt, 0ms to 1h; doubled after each attempt
 * @param parked     how many notifications may wait for another attempt, 1 to 1,000,000; beyond it the relay pauses
 */
@Validated
@ConfigurationProperties("pipeline.retry")
record RetryProperties(
        @DefaultValue("5") @Range(min = 1, max = 100) int attempts,

        @DefaultValue("1s") @DurationMin @DurationMax(hours = 1)
        Duration firstPause,

        @DefaultValue("20000") @Range(min = 1, max = 1_000_000)
        int parked) {

    RetryPolicy policy() {
        return new RetryPolicy(attempts, firstPause, parked);
    }
}
