package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventHandler;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the messages of one receiver to a handler, within a window. During an outage of the handler it takes no more messages, keeps
 * returned ones unacknowledged and probes with one event at a time. Only the thread that takes the steps touches its state; outcomes
 * arrive through a queue.
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
    /** Handed over and returned by the handler. */
    private final Deque<Received> returned = new ArrayDeque<>();

    private final Pauses pauses;
    private final ReceiveWindow window;
    private int atHandler;
    /** Goes up when an outage begins and when it ends: odd phases are outages. */
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

    /** The outcome of one event, and the phase in which it was handed over. */
    private record Outcome(
            Received received,
            int phase,
            boolean parked,
            @Nullable Throwable failure) {}

    /**
     * Receives messages and hands over as many as the window allows; waits briefly if there are none.
     *
     * @return how many messages it received
     */
    int step() {
        settle();
        dropReassigned();
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

    /** Why the handler accepts nothing; empty while it does. */
    String outage() {
        return outage;
    }

    /** How many messages were received and are not acknowledged yet. */
    int inHand() {
        return backlog.size() + returned.size() + atHandler;
    }

    /** Waits for the outcomes of events at the handler, for the stop's grace period at most; hands over nothing. */
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
                // Here and not in a step: during a rebalance the stepping thread is inside the receiver.
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
            // Also for a parked event: a far end that rejects a single event is available.
            if (current && isOutage()) {
                endOutage();
            }
        }
    }

    private void failed(Throwable wrapped) {
        if (stopping) {
            // The stop itself causes these failures.
            return;
        }
        Throwable failure = Outage.unwrapped(wrapped);
        if (!isOutage()) {
            changePhase();
            outage = String.valueOf(failure instanceof Outage ? failure.getMessage() : failure);
            log.warn("consumer.outage.started group={} reason={}", group, LogValue.quoted(outage));
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
            // Other members have taken over all that failed: the next event shows whether the outage is over.
            endOutage();
        }
    }

    /** Drops the messages that the broker has given to another member. */
    private void dropReassigned() {
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
