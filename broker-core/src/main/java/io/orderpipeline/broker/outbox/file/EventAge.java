package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.OrderCreated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old an event is. The time of day tells how old it was when this process saw it first; from then on its age is measured, so that
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
     * Counts from when this event was created.
     *
     * @param json null for one that is created now
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
