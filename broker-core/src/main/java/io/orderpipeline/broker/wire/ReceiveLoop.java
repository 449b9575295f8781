package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the messages of one receiver to a handler, within a window. While the handler is in an outage it takes no more, keeps what came
 * back unacknowledged and probes with one event after the other. All state belongs to the thread that takes the steps; outcomes come in
 * over a queue.
 */
final class ReceiveLoop {

    private static final Logger log = LoggerFactory.getLogger(ReceiveLoop.class);

    /** Short enough for a prompt acknowledgement and a prompt stop. */
    private static final Duration IDLE = Duration.ofMillis(100);

    private static final Duration BUSY = Duration.ofMillis(5);

    private final String group;
    private final Receiver receiver;
    private final EventHandler handler;
    private final ReceiveSettings settings;
    private final LongSupplier nanoTime;

    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    /** Received but not yet handed over. */
    private final Deque<Received> backlog = new ArrayDeque<>();
    /** Handed over and given back. */
    private final Deque<Received> returned = new ArrayDeque<>();

    private final Pauses pauses;
    private final ReceiveWindow window;
    private int atHandler;
    /** Each outage begins and ends a phase: phases with an odd number are outages. */
    private int phase;

    private long phaseBegan;
    private String outage = "";
    private boolean stopping;

    ReceiveLoop(
            String group, Receiver receiver, EventHandler handler, ReceiveSettings settings, LongSupplier nanoTime) {
        this.group = group;
        this.receiver = receiver;
        this.handler = handler;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.window = new ReceiveWindow(settings.window());
        this.pauses = new Pauses(settings, nanoTime);
    }

    /** What became of one event that was handed over in one phase. */
    private record Outcome(
            Received received,
            int phase,
            boolean parked,
            @Nullable Throwable failure) {}

    /**
     * Takes what there is and hands over what it may; waits a moment for a message.
     *
     * @return how many messages it took
     */
    int step() {
        settle();
        dropWhatOthersHave();
        if (isOutage()) {
            probeIfDue();
        } else {
            while (!isOutage() && !returned.isEmpty()) {
                handOver(returned.removeFirst());
            }
            while (!isOutage() && !backlog.isEmpty() && window.hasRoom()) {
                window.add(backlog.getFirst());
                handOver(backlog.removeFirst());
            }
        }
        boolean more = !isOutage() && backlog.isEmpty() && window.hasRoom();
        List<Received> received = receiver.receive(more, more ? IDLE : BUSY);
        backlog.addAll(received);
        return received.size();
    }

    /** Why the handler takes nothing; empty while it does. */
    String outage() {
        return outage;
    }

    /** How many messages were taken and are not acknowledged. */
    int inHand() {
        return backlog.size() + returned.size() + atHandler;
    }

    /** Waits for the outcome of what the handler has, as long as a stop may; hands over nothing. */
    void finish() {
        stopping = true;
        long deadline = nanoTime.getAsLong() + settings.stopGrace().toNanos();
        settle();
        while (atHandler > 0 && nanoTime.getAsLong() - deadline < 0) {
            backlog.addAll(receiver.receive(false, BUSY));
            settle();
        }
    }

    private boolean isOutage() {
        return phase % 2 == 1;
    }

    private void handOver(Received received) {
        atHandler++;
        int now = phase;
        Delivery delivery = received.delivery();
        Runnable onParked = () -> outcomes.add(new Outcome(received, now, true, null));
        CompletionStage<Void> stage;
        try {
            stage = handler.handle(new Delivery(delivery.event(), delivery.headers(), onParked));
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((done, failure) -> {
            if (failure == null) {
                // At once: while partitions change hands, the thread of the steps is inside the receiver.
                received.acknowledge();
            }
            outcomes.add(new Outcome(received, now, false, failure));
        });
        settle();
    }

    private void settle() {
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            boolean current = outcome.phase() == phase;
            if (outcome.failure() != null) {
                atHandler--;
                window.endParking(outcome.received());
                returned.addLast(outcome.received());
                if (current) {
                    failed(outcome.failure());
                }
                continue;
            }
            if (outcome.parked()) {
                window.park(outcome.received());
                outcome.received().park();
            } else {
                atHandler--;
                window.remove(outcome.received());
            }
            // A parked one too: a far end that finds fault with an event is well.
            if (current && isOutage()) {
                endOutage();
            }
        }
    }

    private void failed(Throwable wrapped) {
        if (stopping) {
            // What comes back now is the stop's doing.
            return;
        }
        Throwable failure =
                wrapped instanceof CompletionException && wrapped.getCause() != null ? wrapped.getCause() : wrapped;
        if (!isOutage()) {
            changePhase();
            outage = String.valueOf(failure instanceof Outage ? failure.getMessage() : failure);
            log.warn("consumer.outage.started group={} reason=\"{}\"", group, outage);
        }
        pauses.begin(failure);
    }

    private void endOutage() {
        log.info(
                "consumer.outage.ended group={} lasted={}ms",
                group,
                Duration.ofNanos(nanoTime.getAsLong() - phaseBegan).toMillis());
        changePhase();
        outage = "";
        pauses.reset();
    }

    private void changePhase() {
        phase++;
        phaseBegan = nanoTime.getAsLong();
    }

    private void probeIfDue() {
        if (!pauses.left().isZero()) {
            return;
        }
        if (!returned.isEmpty()) {
            handOver(returned.removeFirst());
        } else if (atHandler == 0) {
            // Others have taken over all that failed: the next event tells.
            endOutage();
        }
    }

    private void dropWhatOthersHave() {
        backlog.removeIf(received -> !received.isOurs());
        returned.removeIf(received -> {
            if (received.isOurs()) {
                return false;
            }
            window.remove(received);
            return true;
        });
    }
}
