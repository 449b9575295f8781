package io.orderpipeline.notifications.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderpipeline.notifications.notification.Notification;
import io.orderpipeline.notifications.notification.SentListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The time from an order's commit until each notification was taken. Within one JVM that is well below a millisecond. Otherwise only the
 * order's own time is known, which has whole milliseconds and includes the commit.
 *
 * <p>Thread-safe. Notifications sent before a registry is bound are not measured.
 */
final class NotificationLatency implements SentListener, MeterBinder {

    private static final long[] BUCKETS_IN_MICROS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        5_000_000,
        30_000_000,
        300_000_000
    };

    private final InstantSource clock;
    private volatile @Nullable Timer timer;

    NotificationLatency(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        timer = Timer.builder("notification.latency")
                .description("Time from the commit of an order to each of its notifications")
                .serviceLevelObjectives(LongStream.of(BUCKETS_IN_MICROS)
                        .mapToObj(micros -> Duration.ofNanos(1_000 * micros))
                        .toArray(Duration[]::new))
                .register(registry);
    }

    @Override
    public void sent(Notification notification) {
        Timer bound = timer;
        if (bound != null) {
            // The clocks of two machines may differ by more than a notification takes.
            Duration taken = Duration.between(notification.committedAt(), clock.instant());
            bound.record(taken.isNegative() ? Duration.ZERO : taken);
        }
    }
}
