package io.orderpipeline.redis;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.wire.Received;
import io.orderpipeline.broker.wire.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStreamCommands;
import org.springframework.data.redis.connection.RedisStreamCommands.XClaimOptions;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.PendingMessage;
import org.springframework.data.redis.connection.stream.PendingMessages;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;

/**
 * A member of a group, under a unique name. Redis does not know which members are alive: each claims its own entries again and again to
 * show it, and takes over entries that were not claimed for long.
 */
final class RedisReceiver implements Receiver {

    private static final Logger log = LoggerFactory.getLogger(RedisReceiver.class);

    /** This many of the largest orders take 80 MB. */
    private static final int BATCH = 100;
    /** More entries than a window and a batch. */
    private static final long ALL = 100_000;
    /** An idle time after which any other member takes an entry over. */
    private static final Duration RELEASED = Duration.ofDays(1);

    private final RedisConnection connection;
    private final RedisBus bus;
    private final Consumer self;
    private final HeldEntries held = new HeldEntries();
    private long nextSignOfLife = System.nanoTime();
    private boolean away;

    /** Joins an existing group, and owns the connection. */
    RedisReceiver(RedisConnection connection, RedisBus bus, String group) {
        this.connection = connection;
        this.bus = bus;
        this.self = Consumer.from(group, UUID.randomUUID().toString());
    }

    private record Entry(RecordId id, Delivery delivery, HeldEntries held) implements Received {

        @Override
        public void acknowledge() {
            held.done(id);
        }

        @Override
        public boolean isOurs() {
            return held.has(id);
        }
    }

    private RedisStreamCommands streams() {
        return connection.streamCommands();
    }

    @Override
    public List<Received> receive(boolean more, Duration timeout) {
        try {
            acknowledge();
            List<Received> received = new ArrayList<>();
            if (System.nanoTime() - nextSignOfLife >= 0) {
                nextSignOfLife = System.nanoTime() + bus.takeover().toNanos() / 5;
                showLife();
                if (more) {
                    received.addAll(takeOver());
                }
                if (received.size() == BATCH) {
                    // There may be more: a dead member may have held thousands.
                    nextSignOfLife = System.nanoTime();
                }
            }
            if (more) {
                received.addAll(readNew(received.isEmpty() ? timeout : Duration.ofMillis(1)));
            } else {
                TimeUnit.NANOSECONDS.sleep(timeout.toNanos());
            }
            return received;
        } catch (DataAccessException e) {
            throw lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage("Redis: interrupted");
        }
    }

    /** Always empty: every read is answered or fails. */
    @Override
    public String silence() {
        return "";
    }

    private void acknowledge() {
        RecordId[] done = held.takeDone();
        if (done.length > 0) {
            streams().xAck(bus.key(), self.getGroup(), done);
        }
    }

    @SuppressWarnings("unchecked") // an array of one generic type, as Spring's method requires
    private List<Received> readNew(Duration timeout) {
        List<ByteRecord> entries = streams()
                .xReadGroup(
                        self,
                        StreamReadOptions.empty().count(BATCH).block(timeout),
                        StreamOffset.create(bus.key(), ReadOffset.lastConsumed()));
        return entries == null ? List.of() : hold(entries);
    }

    /** Claims its own entries again, except those that others took over while it was silent. */
    private void showLife() {
        RecordId[] mine = held.all();
        if (mine.length == 0) {
            return;
        }
        Set<String> ours = new HashSet<>();
        pending(self.getName(), Duration.ZERO, ALL).forEach(ours::add);
        held.keepOnly(ours);
        RecordId[] left = held.all();
        if (left.length > 0) {
            streams()
                    .xClaimJustId(
                            bus.key(),
                            self.getGroup(),
                            self.getName(),
                            XClaimOptions.minIdle(Duration.ZERO).ids(left));
        }
    }

    private List<Received> takeOver() {
        RecordId[] orphans = pending("", bus.takeover(), BATCH).stream()
                .map(RecordId::of)
                .filter(id -> !held.has(id))
                .toArray(RecordId[]::new);
        if (orphans.length == 0) {
            return List.of();
        }
        // The first member to claim an entry gets it: for the others it is no longer idle.
        List<ByteRecord> entries = streams()
                .xClaim(
                        bus.key(),
                        self.getGroup(),
                        self.getName(),
                        XClaimOptions.minIdle(bus.takeover()).ids(orphans));
        return entries == null ? List.of() : hold(entries);
    }

    /** The ids of unacknowledged entries of one member or, if the name is empty, of all. */
    private List<String> pending(String member, Duration idle, long most) {
        RedisStreamCommands.XPendingOptions which = RedisStreamCommands.XPendingOptions.range(Range.unbounded(), most);
        if (!member.isEmpty()) {
            which = which.consumer(member);
        }
        if (!idle.isZero()) {
            which = which.minIdleTime(idle);
        }
        PendingMessages found = streams().xPending(bus.key(), self.getGroup(), which);
        return found == null
                ? List.of()
                : found.stream().map(PendingMessage::getIdAsString).toList();
    }

    private List<Received> hold(List<ByteRecord> entries) {
        List<Received> received = new ArrayList<>();
        for (ByteRecord entry : entries) {
            held.add(entry.getId());
            received.add(new Entry(entry.getId(), StreamEntry.delivery(entry), held));
        }
        return received;
    }

    private Outage lost(DataAccessException failure) {
        away = true;
        return RedisFailures.outage(failure);
    }

    /** Gives what it still holds to others at once. */
    @Override
    public void close() {
        try (connection) {
            if (!away) {
                acknowledge();
                release();
            }
        } catch (DataAccessException e) {
            log.warn(
                    "consumer.not_released group={} reason={} effect=\"its events are delivered again in {} s\"",
                    self.getGroup(),
                    LogValue.quoted(RedisFailures.outage(e).reason()),
                    bus.takeover().toSeconds());
        } finally {
            held.clear();
        }
    }

    private void release() {
        RecordId[] left = held.all();
        if (left.length > 0) {
            streams()
                    .xClaimJustId(
                            bus.key(),
                            self.getGroup(),
                            self.getName(),
                            XClaimOptions.minIdle(Duration.ZERO).ids(left).idle(RELEASED));
        } else if (pending(self.getName(), Duration.ZERO, 1).isEmpty()) {
            streams().xGroupDelConsumer(bus.key(), self);
        }
    }
}
