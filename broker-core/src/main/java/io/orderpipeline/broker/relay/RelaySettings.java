package io.orderpipeline.broker.relay;

import java.time.Duration;

/**
 * Settings of a relay.
 *
 * @param window             how many notifications may be unfinished at a time, at least 1; the last entry taken may exceed it
 * @param checkpointInterval the shortest time between two saves of the checkpoint
 * @param firstProbe         the pause before the first probe of an outage; doubled after each probe
 * @param longestPause       the longest pause between two probes, unless the far end asks for more
 * @param stopGrace          how long a stopping relay waits for the entries in flight
 */
public record RelaySettings(
        int window, Duration checkpointInterval, Duration firstProbe, Duration longestPause, Duration stopGrace) {

    public RelaySettings {
        if (window < 1) {
            throw new IllegalArgumentException("the relay's window must be at least 1, not " + window);
        }
        if (firstProbe.toMillis() < 1 || longestPause.compareTo(firstProbe) < 0) {
            throw new IllegalArgumentException("the pauses between probes must start at 1 ms or more and not shrink: "
                    + firstProbe + " to " + longestPause);
        }
    }

    /** 4,000 notifications, a checkpoint a second, probes after 100 ms to 5 s, 10 s of grace. */
    public static RelaySettings defaults() {
        return new RelaySettings(
                4_000, Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
