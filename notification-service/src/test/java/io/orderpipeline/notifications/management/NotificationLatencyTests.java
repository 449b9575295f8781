package io.orderpipeline.notifications.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.Notification;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NotificationLatencyTests {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.000300Z");
    private static final Instant ORDERED = NOW.minusMillis(5);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NotificationLatency latency = new NotificationLatency(() -> NOW);

    @Test
    void countsByTheTimeSinceTheCommitBelowAMillisecond() {
        latency.bindTo(registry);
        latency.sent(committedAt(NOW.minusNanos(300_000)));
        assertThat(upTo(250_000)).isZero();
        assertThat(upTo(500_000)).isEqualTo(1);
        assertThat(timer().totalTime(TimeUnit.NANOSECONDS)).isEqualTo(300_000);
    }

    @Test
    void takesAClockThatIsBehindForNoTime() {
        latency.bindTo(registry);
        latency.sent(committedAt(NOW.plusSeconds(1)));
        assertThat(timer().count()).isEqualTo(1);
        assertThat(upTo(100_000)).isEqualTo(1);
    }

    @Test
    void measuresNothingBeforeThereIsARegistry() {
        latency.sent(committedAt(NOW));
        latency.bindTo(registry);
        assertThat(timer().count()).isZero();
    }

    private static Notification committedAt(Instant time) {
        return new Notification(new NotificationKey("123", "itemA"), ORDERED, time, Map.of());
    }

    private Timer timer() {
        return registry.get("notification.latency").timer();
    }

    private long upTo(long nanos) {
        return Arrays.stream(timer().takeSnapshot().histogramCounts())
                .filter(bucket -> bucket.bucket(TimeUnit.NANOSECONDS) == nanos)
                .mapToLong(bucket -> (long) bucket.count())
                .sum();
    }
}
