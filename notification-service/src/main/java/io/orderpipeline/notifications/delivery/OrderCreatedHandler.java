package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.bus.StoppableHandler;
import io.orderpipeline.broker.bus.TraceHeaders;
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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes responsibility for order events: every item is notified, or the event becomes a dead letter. An event whose letter is still open is
 * left to the redrive of that letter. An event that waits for another attempt is parked: it stays unacknowledged, so that a crash loses
 * nothing, and reports that it is parked, so that it does not hold up others. When too many are parked, further events are given back.
 *
 * <p>Thread-safe.
 */
public final class OrderCreatedHandler implements StoppableHandler {

    private static final Logger log = LoggerFactory.getLogger(OrderCreatedHandler.class);

    /** Long enough to avoid a busy loop. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

    private final DeliveryAttempt attempt;
    private final DeadLetters deadLetters;
    private final RetryPolicy policy;
    private final Clock clock;
    private final ReceiverHealth receiver;
    private final RetryScheduler retries;

    private final Map<Event, Handling> inFlight = new ConcurrentHashMap<>();
    /** Attempts of events given back after a failure that may be their own, kept for their next delivery. */
    private final Map<Event, Attempts> attemptsBefore = new ConcurrentHashMap<>();

    public OrderCreatedHandler(
            DeliveryAttempt attempt, DeadLetters deadLetters, RetryPolicy policy, RetryTimer timer, Clock clock) {
        this.attempt = attempt;
        this.deadLetters = deadLetters;
        this.policy = policy;
        this.clock = clock;
        this.receiver = new ReceiverHealth(attempt::sent);
        this.retries = new RetryScheduler(policy.parked(), timer);
    }

    /** Handles the event. If it is already being handled, as in a replay alongside live delivery, joins that handling. */
    @Override
    public CompletionStage<Void> handle(Delivery delivery) {
        Event event = delivery.event();
        if (retries.isClosed()) {
            return CompletableFuture.failedStage(stopping());
        }
        if (retries.isFull()) {
            return CompletableFuture.failedStage(retries.tooManyParked());
        }
        Handling mine = new Handling(delivery);
        Handling others = inFlight.putIfAbsent(event, mine);
        if (others != null) {
            others.join(delivery);
            return others.acknowledged;
        }
        mine.remember(attemptsBefore.remove(event));
        // All of it in stages: an error that was thrown, not returned, would leave this event in flight forever.
        CompletableFuture.completedStage(event)
                .thenCompose(deadLetters::isOpenFor)
                .thenAccept(open -> {
                    if (open) {
                        mine.acknowledge();
                    } else {
                        mine.tryAgain();
                    }
                })
                .exceptionally(failure -> {
                    mine.giveBack(failure);
                    return null;
                });
        return mine.acknowledged;
    }

    /** How many notifications belong to events that are parked. */
    public int parkedNotifications() {
        return retries.parkedNotifications();
    }

    @Override
    public void start() {
        retries.open();
    }

    @Override
    public void stop() {
        retries.close();
    }

    private static Outage stopping() {
        return new Outage("the notification service is stopping");
    }

    /** One event being handled. Its attempts run one after another, so most of its fields need no lock. */
    private final class Handling implements RetryScheduler.Retryable {

        /** The first delivery; its metadata applies to the others too. */
        private final Delivery delivery;

        private final Event event;
        /** Every delivery of the event whose caller waits for the outcome. */
        private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

        private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        private Attempts attempts = Attempts.none(clock.instant(), receiver.taken());
        private volatile boolean isParked;

        Handling(Delivery delivery) {
            this.delivery = delivery;
            this.event = delivery.event();
            deliveries.add(delivery);
        }

        void join(Delivery delivery) {
            deliveries.add(delivery);
            if (isParked) {
                delivery.onParked().run();
            }
        }

        void remember(@Nullable Attempts before) {
            if (before != null) {
                attempts = before;
            }
        }

        @Override
        public CompletionStage<Void> tryAgain() {
            Instant startedAt = clock.instant();
            return attempt.attempt(delivery)
                    .thenAccept(outcome -> settle(outcome, startedAt))
                    .exceptionally(bug -> {
                        giveBack(bug);
                        return null;
                    });
        }

        private void settle(AttemptOutcome outcome, Instant startedAt) {
            if (outcome instanceof Unavailable unavailable) {
                receiver.markDown();
                giveBackForNow(unavailable.outage());
            } else if (outcome instanceof Failed failed) {
                count(failed, startedAt);
            } else if (outcome instanceof Unclear unclear) {
                judge(unclear, startedAt);
            } else if (outcome instanceof Elsewhere elsewhere) {
                askAgain(elsewhere.retryIn());
            } else {
                acknowledge();
            }
        }

        /**
         * Without evidence the event keeps waiting. The receiver is treated as down only when it takes no notifications at all, or this
         * event has used up its attempts.
         */
        private void judge(Unclear unclear, Instant startedAt) {
            if (receiver.taken() > attempts.takenBefore()) {
                count(unclear.failed(), startedAt);
                return;
            }
            attempts = attempts.inDoubtOnceMore();
            if (receiver.isDownAfterFailure() || attempts.inDoubt() >= policy.attempts()) {
                receiver.markDown();
                giveBackForNow(new Outage(unclear.failed().detail(), unclear.retryAfter()));
            } else {
                Duration pause = pause();
                waitParked(pause.compareTo(unclear.retryAfter()) < 0 ? unclear.retryAfter() : pause);
            }
        }

        private void count(Failed failed, Instant startedAt) {
            attempts = attempts.failedOnceMore(receiver.taken());
            if (event instanceof UnknownEvent || attempts.failed() >= policy.attempts()) {
                die(failed, startedAt);
            } else {
                waitParked(pause());
            }
        }

        private Duration pause() {
            return policy.pauseAfter(attempts.made(), ThreadLocalRandom.current());
        }

        private void waitParked(Duration pause) {
            if (isParked || park()) {
                retries.retryInTurnAfter(pause, this);
            } else {
                giveBackForNow(retries.tooManyParked());
            }
        }

        private boolean park() {
            if (!retries.park(event.notifications())) {
                return false;
            }
            isParked = true;
            deliveries.forEach(delivery -> delivery.onParked().run());
            return true;
        }

        /** An event whose claim ended in the notifier's queue asks again without being parked. */
        private void askAgain(Duration retryIn) {
            if (retryIn.isZero() && !isParked) {
                retries.retryAfter(SHORT_PAUSE, this);
            } else {
                waitParked(retryIn.isZero() ? SHORT_PAUSE : retryIn);
            }
        }

        @Override
        public void cancel() {
            giveBack(stopping());
        }

        private void die(Failed failed, Instant lastAttemptAt) {
            Failure failure =
                    new Failure(failed.cause(), failed.detail(), attempts.failed(), attempts.firstAt(), lastAttemptAt);
            DeadLetterChange.Died died =
                    new DeadLetterChange.Died(event, failure, TraceHeaders.traceOf(delivery.headers()));
            deadLetters.record(died).whenComplete((done, problem) -> {
                if (problem == null) {
                    log.warn(
                            "dead_letter.recorded id={} cause={} attempts={}",
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

        /** Remembers the attempts. Limited, because the next delivery may be to another process. */
        private void giveBackForNow(Outage outage) {
            if (attempts.made() > 0 && attemptsBefore.size() < policy.parked()) {
                attemptsBefore.put(event, attempts);
            }
            giveBack(outage);
        }

        private void giveBack(Throwable outage) {
            leave();
            acknowledged.completeExceptionally(outage);
        }

        private void leave() {
            inFlight.remove(event);
            if (isParked) {
                isParked = false;
                retries.unpark(event.notifications());
            }
        }
    }
}
