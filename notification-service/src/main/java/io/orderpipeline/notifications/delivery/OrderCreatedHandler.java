package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.bus.StoppableHandler;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Elsewhere;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Failed;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unavailable;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unclear;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes responsibility for order events: every item is notified, or the event becomes a dead letter. An event whose letter is not
 * closed is left to whoever redrives the letter. One that waits for another attempt is parked: it stays unacknowledged, so that a crash loses
 * nothing, and says so, so that it holds up no other. When too many are parked, all further ones are given back.
 *
 * <p>Thread-safe.
 */
public final class OrderCreatedHandler implements StoppableHandler {

    private static final Logger log = LoggerFactory.getLogger(OrderCreatedHandler.class);

    private static final int RETRIES_AT_ONCE = 4;
    /** Long enough not to spin. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

    private final DeliveryAttempt attempt;
    private final DeadLetters deadLetters;
    private final RetryPolicy policy;
    private final RetryTimer timer;
    private final Clock clock;
    private final ParkedWork parked;
    private final RetryQueue retries = new RetryQueue(RETRIES_AT_ONCE);

    private final Map<Event, Handling> inFlight = new ConcurrentHashMap<>();
    /** Events given back after a failure that may be their own; their attempt counts are kept for the next delivery. */
    private final Map<Event, Handling> suspects = new ConcurrentHashMap<>();

    private final Set<Handling> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    public OrderCreatedHandler(
            DeliveryAttempt attempt, DeadLetters deadLetters, RetryPolicy policy, RetryTimer timer, Clock clock) {
        this.attempt = attempt;
        this.deadLetters = deadLetters;
        this.policy = policy;
        this.timer = timer;
        this.clock = clock;
        this.parked = new ParkedWork(policy.parked());
    }

    /** Handles the event; when it is being handled already, as in a replay beside live delivery, joins in. */
    @Override
    public CompletionStage<Void> handle(Delivery delivery) {
        Event event = delivery.event();
        if (stopped) {
            return CompletableFuture.failedStage(stopping());
        }
        if (parked.isFull()) {
            return CompletableFuture.failedStage(tooManyParked());
        }
        Handling mine = new Handling(delivery);
        Handling others = inFlight.putIfAbsent(event, mine);
        if (others != null) {
            others.join(delivery);
            return others.acknowledged;
        }
        mine.resume(suspects.remove(event));
        deadLetters.isOpenFor(event).whenComplete((open, failure) -> {
            if (failure != null) {
                mine.giveBack(failure);
            } else if (open) {
                mine.acknowledge();
            } else {
                mine.tryOnce();
            }
        });
        return mine.acknowledged;
    }

    /** How many notifications belong to events that wait for another attempt. */
    public int parkedNotifications() {
        return parked.notifications();
    }

    @Override
    public void start() {
        stopped = false;
    }

    @Override
    public void stop() {
        stopped = true;
        waiting.forEach(Handling::giveBackIfWaiting);
    }

    private Outage tooManyParked() {
        return new Outage(String.format(
                Locale.ROOT,
                "%d notifications wait for another attempt, and pipeline.retry.parked is %d",
                parked.notifications(),
                policy.parked()));
    }

    private static Outage stopping() {
        return new Outage("the notification service is stopping");
    }

    /** One event on its way. Its attempts follow each other, so that most of its fields need no lock. */
    private final class Handling {

        private final Event event;
        /** All who have handed the event over and wait for its outcome. */
        private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

        private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        private Instant firstAttemptAt = clock.instant();
        private int failedAttempts;
        /** How many notifications the far end had taken at the last attempt. */
        private long sentAtLastAttempt = attempt.sent();

        /** Whether it failed before for a reason that may be its own, and waits for evidence. */
        private boolean isSuspect;

        private volatile boolean isParked;

        Handling(Delivery delivery) {
            this.event = delivery.event();
            deliveries.add(delivery);
        }

        void join(Delivery delivery) {
            deliveries.add(delivery);
            if (isParked) {
                delivery.onParked().run();
            }
        }

        void resume(@Nullable Handling earlier) {
            if (earlier != null) {
                firstAttemptAt = earlier.firstAttemptAt;
                failedAttempts = earlier.failedAttempts;
                sentAtLastAttempt = earlier.sentAtLastAttempt;
                isSuspect = true;
            }
        }

        /** Makes an attempt; the stage completes, and never fails, when it is known what came of it. */
        CompletionStage<Void> tryOnce() {
            Instant startedAt = clock.instant();
            return attempt.attempt(event)
                    .thenAccept(outcome -> settle(outcome, startedAt))
                    .exceptionally(bug -> {
                        giveBack(bug);
                        return null;
                    });
        }

        private void settle(AttemptOutcome outcome, Instant startedAt) {
            if (outcome instanceof Unavailable unavailable) {
                if (isSuspect) {
                    keepCount();
                }
                giveBack(unavailable.outage());
            } else if (outcome instanceof Failed failed) {
                count(failed, startedAt);
            } else if (outcome instanceof Unclear unclear) {
                suspect(unclear, startedAt);
            } else if (outcome instanceof Elsewhere elsewhere) {
                askAgain(elsewhere.retryIn());
            } else {
                acknowledge();
            }
        }

        /** Without evidence a parked event keeps waiting, since it holds up no other; only an event in the window starts an outage. */
        private void suspect(Unclear unclear, Instant startedAt) {
            if (attempt.sent() > sentAtLastAttempt) {
                count(unclear.failed(), startedAt);
            } else if (isParked) {
                Duration pause = pause();
                waitForNextAttempt(pause.compareTo(unclear.retryAfter()) < 0 ? unclear.retryAfter() : pause);
            } else {
                keepCount();
                giveBack(new Outage(unclear.failed().detail(), unclear.retryAfter()));
            }
        }

        /** Bounded, since the event may be delivered to another process from now on. */
        private void keepCount() {
            if (suspects.size() < policy.parked()) {
                suspects.put(event, this);
            }
        }

        private void count(Failed failed, Instant startedAt) {
            failedAttempts++;
            isSuspect = false;
            sentAtLastAttempt = attempt.sent();
            if (event instanceof UnknownEvent || failedAttempts >= policy.attempts()) {
                die(failed, startedAt);
            } else {
                waitForNextAttempt(pause());
            }
        }

        private Duration pause() {
            return policy.pauseAfter(failedAttempts, ThreadLocalRandom.current());
        }

        private void waitForNextAttempt(Duration pause) {
            if (!isParked && !park()) {
                keepCount();
                giveBack(tooManyParked());
            } else {
                waitFor(pause);
            }
        }

        private void waitFor(Duration pause) {
            waiting.add(this);
            timer.after(pause, this::tryWhenItsTurn);
            if (stopped) {
                giveBackIfWaiting();
            }
        }

        private void tryWhenItsTurn() {
            if (isParked) {
                retries.add(this::tryIfWaiting);
            } else {
                tryIfWaiting();
            }
        }

        /** What has waited in the queue of a busy notifier until its claim ended is in line as before, and not parked. */
        private void askAgain(Duration retryIn) {
            if (retryIn.isZero()) {
                waitFor(SHORT_PAUSE);
            } else {
                waitForNextAttempt(retryIn);
            }
        }

        private boolean park() {
            if (!parked.add(event.notifications())) {
                return false;
            }
            isParked = true;
            deliveries.forEach(delivery -> delivery.onParked().run());
            return true;
        }

        private CompletionStage<Void> tryIfWaiting() {
            return waiting.remove(this) ? tryOnce() : CompletableFuture.completedStage(null);
        }

        void giveBackIfWaiting() {
            if (waiting.remove(this)) {
                giveBack(stopping());
            }
        }

        private void die(Failed failed, Instant lastAttemptAt) {
            Failure failure =
                    new Failure(failed.cause(), failed.detail(), failedAttempts, firstAttemptAt, lastAttemptAt);
            DeadLetterChange.Died died = new DeadLetterChange.Died(event, failure);
            deadLetters.record(died).whenComplete((done, problem) -> {
                if (problem == null) {
                    log.warn(
                            "deadLetter.recorded id={} cause={} attempts={}",
                            died.id(),
                            failure.cause(),
                            failure.attempts(),
                            failed.unexpected());
                    acknowledge();
                } else {
                    giveBack(new Outage("a dead letter could not be recorded: " + problem.getMessage()));
                }
            });
        }

        void acknowledge() {
            leave();
            acknowledged.complete(null);
        }

        private void giveBack(Throwable outage) {
            leave();
            acknowledged.completeExceptionally(outage);
        }

        private void leave() {
            inFlight.remove(event);
            if (isParked) {
                isParked = false;
                parked.remove(event.notifications());
            }
        }
    }
}
