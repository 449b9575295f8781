package io.orderpipeline.broker.wire;

import java.time.Duration;

/**
 * Settings for receiving messages.
 *
 * @param window       how many notifications may be unfinished at a time, at least 1
 * @param firstProbe   the pause before the first probe of an outage; doubled after each probe
 * @param longestPause the longest pause between two probes
 * @param stopGrace    how long a stop waits for the events that are being handled
 */
public record ReceiveSettings(int window, Duration firstProbe, Duration longestPause, Duration stopGrace) {

    /** Settings that suit every kind of broker. */
    public static ReceiveSettings usual() {
        return new ReceiveSettings(4_000, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }
}
