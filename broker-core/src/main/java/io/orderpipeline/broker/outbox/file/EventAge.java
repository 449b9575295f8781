package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old an event is. Uses the time of day for its age when this process first sees it, and a monotonic clock from then on, so that
 * setting the clock changes nothing.
 *
 * <p>Not thread-safe.
 */
final class EventAge {

    private final Clocks clocks;
    private Duration ageWhenSeen = Duration.ZERO;
    private long seenAt;

    EventAge(Clocks clocks) {
        this.clocks = clocks;
        this.seenAt = clocks.nanoTime().getAsLong();
    }

    /**
     * Starts measuring the age of this event.
     *
     * @param json null for an event created now
     */
    void countFrom(byte @Nullable [] json) {
        seenAt = clocks.nanoTime().getAsLong();
        Instant now = clocks.timeOfDay().instant();
        Instant created = json == null ? now : createdAt(EventCodec.decode(json), now);
        ageWhenSeen = created.isAfter(now) ? Duration.ZERO : Duration.between(created, now);
    }

    boolean isAtLeast(Duration age) {
        return ageWhenSeen.plusNanos(clocks.nanoTime().getAsLong() - seenAt).compareTo(age) >= 0;
    }

    private static Instant createdAt(Event event, Instant otherwise) {
        return event instanceof OrderCreated created ? created.createdAt() : otherwise;
    }
}
