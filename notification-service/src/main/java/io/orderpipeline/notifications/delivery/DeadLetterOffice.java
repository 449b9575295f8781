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
 * The operations on dead letters. A redrive is one immediate attempt: items already notified are not notified again, and the event keeps
 * its identity.
 *
 * <p>Thread-safe; its methods wait until their changes are durable.
 */
public final class DeadLetterOffice {

    private static final int LONGEST_REASON = 500;

    private final DeadLetters deadLetters;
    private final DeliveryAttempt attempt;
    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public DeadLetterOffice(DeadLetters deadLetters, DeliveryAttempt attempt, Clock clock) {
        this.deadLetters = deadLetters;
        this.attempt = attempt;
        this.clock = clock;
    }

    /** A page of the matching letters; see {@link DeadLetters#page}. */
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

    /** Tries the event of a letter again, including one that was discarded. */
    public Verdict redrive(String id) {
        return exclusively(id, this::tryAgain);
    }

    /** Starts a redrive of all dead letters or, if a cause is given, of those with this cause. */
    public RedriveRun redriveAll(@Nullable String cause) {
        return RedriveRun.start(this, cause);
    }

    /**
     * Gives up the event of a letter, for a reason that is kept in its history.
     *
     * @throws IllegalArgumentException if not every store can hold the reason and every terminal show it; the message says what is allowed
     */
    public Verdict discard(String id, @Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON || !isPlain(reason)) {
            throw new IllegalArgumentException("reason must be a text of at most " + LONGEST_REASON
                    + " characters, none of them a control character or an unpaired surrogate");
        }
        return exclusively(id, letter -> {
            record(new DeadLetterChange.Discarded(letter.id(), reason, clock.instant()));
            return new Verdict(letter.id(), Result.DISCARDED, reason);
        });
    }

    private static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(character ->
                        Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
    }

    /** Allows one operation at a time per letter, so that none is redriven twice at once or discarded during a redrive. */
    private Verdict exclusively(String id, Function<DeadLetter, Verdict> work) {
        if (!busy.add(id)) {
            return new Verdict(id, Result.REFUSED, "another request is working on it");
        }
        try {
            DeadLetter letter = join(deadLetters.find(id)).orElse(null);
            if (letter == null) {
                return new Verdict(id, Result.UNKNOWN, "");
            }
            return letter.isOpen()
                    ? work.apply(letter)
                    : new Verdict(id, Result.REFUSED, "the letter is already closed");
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

    /** This release may know an event that an earlier release did not. */
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
