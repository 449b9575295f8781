package io.orderpipeline.broker.relay;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.InMemoryCheckpoint;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The environment of a relay loop under test: outbox, checkpoint and bus in memory, and a clock that the test moves. */
abstract class RelayLoopFixture {

    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(5);

    final Outage down = new Outage("down");
    final HandMovedTime time = new HandMovedTime();
    final InMemoryOutbox outbox = new InMemoryOutbox();
    final InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
    final HeldBus bus = new HeldBus();

    RelayLoop loop(int window) {
        return loop(window, checkpoint);
    }

    RelayLoop loop(int window, InMemoryCheckpoint owner) {
        return loop(window, owner, new CatchUpPace(outbox, time));
    }

    RelayLoop loop(int window, InMemoryCheckpoint owner, Pace pace) {
        CheckpointSaver saver =
                new CheckpointSaver(owner.lease(), Duration.ofSeconds(1).toNanos(), time);
        OutageWatch outage = new OutageWatch(FIRST, LONGEST, time);
        return new RelayLoop(
                outbox,
                bus,
                CommitBell.insideOneJvm(),
                new RelayLoop.Progress("relay", saver, outage, pace, new PublishCounts()),
                window);
    }

    void commit(int count) {
        for (int i = 0; i < count; i++) {
            long seq = outbox.lastSeq() + 1;
            outbox.commit(new OrderCreated(Long.toString(seq), List.of("item"), Instant.EPOCH));
        }
    }
}
