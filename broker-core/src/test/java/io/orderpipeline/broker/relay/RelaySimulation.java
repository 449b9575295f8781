package io.orderpipeline.broker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One random life of a relay, and the invariants it must keep. */
final class RelaySimulation implements EventPublisher, Lease {

    private static final int WINDOW = 5;
    private static final int STEPS = 150;
    private static final Duration FIRST_PROBE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Random random;
    private final Set<String> seen;
    private final HandMovedTime time = new HandMovedTime();
    private final InMemoryOutbox outbox = new InMemoryOutbox();

    private final List<Publication> inFlight = new ArrayList<>();
    private final Set<Long> handled = new HashSet<>();
    private boolean farEndDown;
    private Position saved = Position.START;

    private RelayLoop loop;
    private int run;
    private long highestOfThisRun;
    private final Set<Long> unfinished = new HashSet<>();

    RelaySimulation(Random random, Set<String> seen) {
        this.random = random;
        this.seen = seen;
        this.loop = newRun();
    }

    private record Publication(int run, long seq, CompletableFuture<Void> stage) {}

    void live() {
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> commit();
                case 2, 3, 4 -> finishOne();
                case 5 -> farEndDown = random.nextInt(3) == 0;
                case 6 -> time.moveNanos(random.nextInt(400_000_000));
                case 7 -> perhapsRestart();
                default -> step();
            }
        }
        recover();
        assertThat(loop.doneSeq()).isEqualTo(outbox.lastSeq());
        assertThat(handled).hasSize((int) outbox.lastSeq());
        loop.close();
        assertThat(saved.seq()).isEqualTo(outbox.lastSeq());
    }

    private void recover() {
        farEndDown = false;
        for (int i = 0; i < 10_000 && loop.doneSeq() < outbox.lastSeq(); i++) {
            while (!inFlight.isEmpty()) {
                finishOne();
            }
            time.move(LONGEST_PAUSE);
            step();
        }
    }

    private void commit() {
        for (int i = random.nextInt(4); i > 0; i--) {
            String seq = Long.toString(outbox.lastSeq() + 1);
            outbox.commit(new OrderCreated(seq, List.of("item"), Instant.EPOCH));
        }
    }

    private void finishOne() {
        if (inFlight.isEmpty()) {
            return;
        }
        Publication publication = inFlight.remove(random.nextInt(inFlight.size()));
        if (farEndDown && random.nextBoolean()) {
            publication.stage.completeExceptionally(new Outage("down"));
        } else {
            handled.add(publication.seq);
            if (publication.run == run) {
                unfinished.remove(publication.seq);
            }
            publication.stage.complete(null);
        }
    }

    private void perhapsRestart() {
        if (random.nextInt(4) == 0) {
            boolean crash = random.nextBoolean();
            seen.add(crash ? "crash" : "stop");
            if (!crash) {
                loop.isWaitingForOutcomes();
                loop.close();
            }
            loop = newRun();
        }
    }

    private void step() {
        long pause = loop.step();
        if (loop.isInOutage()) {
            seen.add("outage");
            assertThat(pause).as("an outage is probed again").isLessThanOrEqualTo(LONGEST_PAUSE.toNanos());
        }
        if (unfinished.size() >= WINDOW) {
            seen.add("window full");
        }
    }

    private RelayLoop newRun() {
        run++;
        highestOfThisRun = saved.seq();
        unfinished.clear();
        CheckpointSaver saver = new CheckpointSaver(this, Duration.ofMillis(300).toNanos(), time);
        OutageWatch outage = new OutageWatch(FIRST_PROBE, LONGEST_PAUSE, time);
        CatchUpPace pace = new CatchUpPace(outbox, time);
        RelayLoop.Progress progress = new RelayLoop.Progress("relay", saver, outage, pace, new PublishCounts());
        return new RelayLoop(outbox, this, CommitBell.insideOneJvm(), progress, WINDOW);
    }

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        long seq = Long.parseLong(((OrderCreated) delivery.event()).orderId());
        assertThat(inFlight)
                .as("an entry in flight is not published twice")
                .noneMatch(publication -> publication.run == run && publication.seq == seq);
        assertThat(seq).as("entries start in commit order").isLessThanOrEqualTo(highestOfThisRun + 1);
        if (seq > highestOfThisRun) {
            assertThat(unfinished)
                    .as("a new entry waits for room in the window, or goes beyond it to probe an outage")
                    .hasSizeLessThan(loop.isInOutage() ? 2 * WINDOW : WINDOW);
            if (unfinished.size() >= WINDOW) {
                seen.add("probe beyond the window");
            }
            unfinished.add(seq);
        } else if (!handled.contains(seq)) {
            seen.add("repeat");
        }
        highestOfThisRun = Math.max(highestOfThisRun, seq);
        if (farEndDown && random.nextBoolean()) {
            return CompletableFuture.failedStage(new Outage("down"));
        }
        if (!farEndDown && random.nextInt(4) == 0) {
            handled.add(seq);
            unfinished.remove(seq);
            return CompletableFuture.completedStage(null);
        }
        Publication publication = new Publication(run, seq, new CompletableFuture<>());
        inFlight.add(publication);
        return publication.stage;
    }

    @Override
    public Position start() {
        return saved;
    }

    @Override
    public void save(Position position) {
        for (long done = saved.seq() + 1; done <= position.seq(); done++) {
            assertThat(handled)
                    .as("everything up to checkpoint %d is handled", position.seq())
                    .contains(done);
        }
        saved = position;
    }

    @Override
    public boolean isHeld() {
        return true;
    }

    @Override
    public void close() {
        // The lease is held through every restart.
    }
}
