package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.relay.RelaySettings;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the outbox relay.
 *
 * @param window             how many notifications may be unfinished at a time, 1 to 100000
 * @param checkpointInterval the shortest time between two saves of the checkpoint, 1ms to 1h
 * @param firstProbe         the pause before the first probe of an outage, 1ms to 1h; doubled after each probe
 * @param longestPause       the longest pause between two probes, first-probe to 1h
 * @param stopGrace          how long a stopping relay waits for events in flight, 1ms to 1h
 * @param pollInterval       how often it checks for new events of an order service in another process, 1ms to 100ms
 */
@Validated
@ProbesSlowDown
@ConfigurationProperties("pipeline.relay")
record RelayProperties(
        @DefaultValue("4000") @Range(min = 1, max = 100_000) int window,

        @DefaultValue("1s") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration checkpointInterval,

        @DefaultValue("100ms") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration firstProbe,

        @DefaultValue("5s") @DurationMax(hours = 1) Duration longestPause,

        @DefaultValue("10s") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration stopGrace,

        @DefaultValue("50ms") @DurationMin(millis = 1) @DurationMax(millis = 100)
        Duration pollInterval) {

    RelaySettings settings() {
        return new RelaySettings(window, checkpointInterval, firstProbe, longestPause, stopGrace);
    }
}
