package io.orderpipeline.notifications.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A clock and a timer based on it, both stopped until the test advances them. */
public final class HandMovedTimer extends Clock implements RetryTimer {

    private final PriorityQueue<Call> calls = new PriorityQueue<>(Comparator.comparing(Call::at));
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-01T10:00:00Z");

    private record Call(Instant at, Runnable task) {}

    @Override
    public void after(Duration pause, Runnable task) {
        pauses.add(pause);
        calls.add(new Call(now.plus(pause), task));
    }

    /** Advances the time to the next call, and makes it; false when there is none. */
    public boolean moveToNextCall() {
        Call next = calls.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.task().run();
        return true;
    }

    /** The requested pauses, in order. */
    public List<Duration> pauses() {
        return pauses;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock supports only UTC");
    }
}
