package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.bus.TraceHeaders;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Elsewhere;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Failed;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unavailable;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unclear;
import io.orderpipeline.notifications.delivery.Verdict.Result;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where operators deal with dead letters. A redrive is one attempt, at once: items that were notified before stay so, and the event
 * keeps its identity.
 *
 * <p>Thread-safe; its methods wait until what they did is durable.
 */
public final class DeadLetterOffice {

    private final DeadLetters deadLetters;
    private final DeliveryAttempt attempt;
    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public DeadLetterOffice(DeadLetters deadLetters, DeliveryAttempt attempt, Clock clock) {
        this.deadLetters = deadLetters;
        this.attempt = attempt;
        this.clock = clock;
    }

    /** A page of the letters that match; see {@link DeadLetters#page}. */
    public LetterPage page(LetterFilter filter, long after, int limit) {
        return join(deadLetters.page(filter, after, limit));
    }

    /** How many letters there are of each kind. */
    public List<LetterCount> counts() {
        return join(deadLetters.counts());
    }

    /** One letter with its history. */
    public Optional<DeadLetter> find(String id) {
        return join(deadLetters.find(id));
    }

    /** Tries the event of a letter once more, also of one that was discarded. */
    public Verdict redrive(String id) {
        return exclusively(id, this::tryAgain);
    }

    /** Starts to redrive all letters that are dead and, where it is given, have this cause. */
    public RedriveRun redriveAll(@Nullable String cause) {
        return RedriveRun.start(this, cause);
    }

    /** Gives up the event of a letter, for a reason that its history keeps. */
    public Verdict discard(String id, String reason) {
        return exclusively(id, letter -> {
            record(new DeadLetterChange.Discarded(letter.id(), reason, clock.instant()));
            return new Verdict(letter.id(), Result.DISCARDED, reason);
        });
    }

    /** One at a time for each letter, so that none is redriven twice at once or discarded while it is redriven. */
    private Verdict exclusively(String id, Function<DeadLetter, Verdict> work) {
        if (!busy.add(id)) {
            return new Verdict(id, Result.REFUSED, "another request is working on it");
        }
        try {
            DeadLetter letter = join(deadLetters.find(id)).orElse(null);
            if (letter == null) {
                return new Verdict(id, Result.UNKNOWN, "");
            }
            return letter.isOpen() ? work.apply(letter) : new Verdict(id, Result.REFUSED, "it is closed already");
        } catch (CompletionException e) {
            String problem = Outage.behind(e).map(Outage::reason).orElseGet(() -> String.valueOf(e.getMessage()));
            return new Verdict(id, Result.UNAVAILABLE, problem);
        } finally {
            busy.remove(id);
        }
    }

    private Verdict tryAgain(DeadLetter letter) {
        Instant now = clock.instant();
        AttemptOutcome outcome = attempt.attempt(
                        new Delivery(asKnownToday(letter.event()), TraceHeaders.link(letter.traceParent())))
                .toCompletableFuture()
                .join();
        if (outcome instanceof Unavailable unavailable) {
            return new Verdict(
                    letter.id(),
                    Result.UNAVAILABLE,
                    String.valueOf(unavailable.outage().getMessage()));
        }
        if (outcome instanceof Elsewhere elsewhere) {
            return new Verdict(
                    letter.id(), Result.UNAVAILABLE, "another process is busy with it, for " + elsewhere.retryIn());
        }
        Failed failed = outcome instanceof Unclear unclear ? unclear.failed() : outcome instanceof Failed f ? f : null;
        if (failed != null) {
            Failure failure = new Failure(failed.cause(), failed.detail(), 1, now, now);
            record(new DeadLetterChange.Died(letter.event(), failure, letter.traceParent()));
            return new Verdict(letter.id(), Result.DIED_AGAIN, failed.detail());
        }
        record(new DeadLetterChange.Redelivered(letter.id(), clock.instant()));
        return new Verdict(letter.id(), Result.REDELIVERED, "");
    }

    /** An event that an earlier release did not know may be known by now. */
    private static Event asKnownToday(Event event) {
        return event instanceof UnknownEvent unknown ? EventCodec.decode(unknown.bytes()) : event;
    }

    private void record(DeadLetterChange change) {
        join(deadLetters.record(change));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
