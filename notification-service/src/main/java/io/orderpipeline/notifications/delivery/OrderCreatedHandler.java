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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes responsibility for order events: every item is notified, or the event becomes a dead letter. An event whose letter is not
 * closed is left to whoever redrives the letter.
 *
 * <p>Thread-safe.
 */
public final class OrderCreatedHandler implements StoppableHandler {

    private static final Logger log = LoggerFactory.getLogger(OrderCreatedHandler.class);

    private final DeliveryAttempt attempt;
    private final DeadLetters deadLetters;
    private final RetryPolicy policy;
    private final RetryTimer timer;
    private final Clock clock;

    private final Map<Event, Handling> inFlight = new ConcurrentHashMap<>();
    /** Events that were given back although they may be at fault: what is known of their attempts is kept for the next one. */
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
    }

    /** Handles the event; when it is being handled already, as in a replay beside live delivery, joins in. */
    @Override
    public CompletionStage<Void> handle(Delivery delivery) {
        Event event = delivery.event();
        if (stopped) {
            return CompletableFuture.failedStage(stopping());
        }
        Handling mine = new Handling(event);
        Handling others = inFlight.putIfAbsent(event, mine);
        if (others != null) {
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

    @Override
    public void start() {
        stopped = false;
    }

    @Override
    public void stop() {
        stopped = true;
        waiting.forEach(Handling::giveBackIfWaiting);
    }

    private static Outage stopping() {
        return new Outage("the notification service is stopping");
    }

    /** One event on its way. Its attempts follow each other, so that its fields need no lock. */
    private final class Handling {

        private final Event event;
        private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        private Instant firstAttemptAt = clock.instant();
        private int failedAttempts;
        /** How many notifications the far end had taken at the last attempt. */
        private long sentAtLastAttempt = attempt.sent();

        Handling(Event event) {
            this.event = event;
        }

        void resume(@Nullable Handling earlier) {
            if (earlier != null) {
                firstAttemptAt = earlier.firstAttemptAt;
                failedAttempts = earlier.failedAttempts;
                sentAtLastAttempt = earlier.sentAtLastAttempt;
            }
        }

        void tryOnce() {
            Instant startedAt = clock.instant();
            attempt.attempt(event)
                    .thenAccept(outcome -> settle(outcome, startedAt))
                    .whenComplete((done, bug) -> {
                        if (bug != null) {
                            giveBack(bug);
                        }
                    });
        }

        private void settle(AttemptOutcome outcome, Instant startedAt) {
            if (outcome instanceof Unavailable unavailable) {
                giveBack(unavailable.outage());
            } else if (outcome instanceof Failed failed) {
                count(failed, startedAt);
            } else if (outcome instanceof Unclear unclear) {
                if (attempt.sent() > sentAtLastAttempt) {
                    count(unclear.failed(), startedAt);
                } else {
                    suspects.put(event, this);
                    giveBack(new Outage(unclear.failed().detail(), unclear.retryAfter()));
                }
            } else if (outcome instanceof Elsewhere elsewhere) {
                waitForNextAttempt(elsewhere.retryIn());
            } else {
                acknowledge();
            }
        }

        private void count(Failed failed, Instant startedAt) {
            failedAttempts++;
            sentAtLastAttempt = attempt.sent();
            if (event instanceof UnknownEvent || failedAttempts >= policy.attempts()) {
                die(failed, startedAt);
            } else {
                waitForNextAttempt(policy.pauseAfter(failedAttempts, ThreadLocalRandom.current()));
            }
        }

        private void waitForNextAttempt(Duration pause) {
            waiting.add(this);
            timer.after(pause, this::tryIfWaiting);
            if (stopped) {
                giveBackIfWaiting();
            }
        }

        private void tryIfWaiting() {
            if (waiting.remove(this)) {
                tryOnce();
            }
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
            inFlight.remove(event);
            acknowledged.complete(null);
        }

        private void giveBack(Throwable outage) {
            inFlight.remove(event);
            acknowledged.completeExceptionally(outage);
        }
    }
}
