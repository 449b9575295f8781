package io.orderpipeline.broker.autoconfigure;

import io.orderpipeline.broker.relay.RelaySettings;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the outbox relay works. An instance is always valid.
 *
 * @param window             how many notifications may be unfinished at a time, 1 to 100000
 * @param checkpointInterval the shortest time between two saves of the checkpoint, 1ms to 1h
 * @param firstProbe         the pause before the first probe of an outage, 1ms to 1h; doubled after each probe
 * @param longestPause       the longest pause between two probes, first-probe to 1h
 * @param stopGrace          how long a stopping relay waits for events in flight, 1ms to 1h
 * @param pollInterval       how often it looks for new events of an order service in another process, 1ms to 100ms
 */
@ConfigurationProperties("pipeline.relay")
record RelayProperties(
        @DefaultValue("4000") int window,
        @DefaultValue("1s") Duration checkpointInterval,
        @DefaultValue("100ms") Duration firstProbe,
        @DefaultValue("5s") Duration longestPause,
        @DefaultValue("10s") Duration stopGrace,
        @DefaultValue("50ms") Duration pollInterval) {

    private static final int LARGEST_WINDOW = 100_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);

    RelayProperties {
        if (window < 1 || window > LARGEST_WINDOW) {
            throw refused("window", window, "use a number from 1 to " + LARGEST_WINDOW);
        }
        requireWithin(SHORTEST, LONGEST, "checkpoint-interval", checkpointInterval);
        requireWithin(SHORTEST, LONGEST, "first-probe", firstProbe);
        requireWithin(firstProbe, LONGEST, "longest-pause", longestPause);
        requireWithin(SHORTEST, LONGEST, "stop-grace", stopGrace);
        requireWithin(SHORTEST, LONGEST_POLL, "poll-interval", pollInterval);
    }

    RelaySettings settings() {
        return new RelaySettings(window, checkpointInterval, firstProbe, longestPause, stopGrace);
    }

    private static void requireWithin(Duration least, Duration most, String name, Duration value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw refused(name, inMillis(value), "use " + inMillis(least) + " to " + inMillis(most));
        }
    }

    private static PropertyRefusedException refused(String name, Object value, String remedy) {
        return new PropertyRefusedException("pipeline.relay." + name, String.valueOf(value), remedy);
    }

    private static String inMillis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
