package io.orderpipeline.notifications.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Failed;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unavailable;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unclear;
import io.orderpipeline.notifications.delivery.Verdict.Result;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /** The letters that match, in the order in which they died first. */
    public List<DeadLetter> list(Predicate<DeadLetter> filter) {
        return deadLetters.all().stream().filter(filter).toList();
    }

    /** One letter with its history. */
    public Optional<DeadLetter> find(String id) {
        return deadLetters.find(id);
    }

    /** Tries the event of a letter once more, also of one that was discarded. */
    public Verdict redrive(String id) {
        return alone(id, this::tryAgain);
    }

    /**
     * Redrives the letters that are dead and match, one after the other, until all are tried or an outage ends it. Those that were
     * not tried for longest come first: else the ones that die again would keep the others from their turn for ever.
     */
    public RedriveReport redriveAll(Predicate<DeadLetter> filter, int limit) {
        List<DeadLetter> dead = list(filter.and(letter -> letter.state() == DeadLetterState.DEAD)).stream()
                .sorted(Comparator.comparing(letter -> letter.failure().lastAttemptAt()))
                .toList();
        Map<Result, Integer> results = new EnumMap<>(Result.class);
        int tried = 0;
        boolean outage = false;
        while (tried < Math.min(limit, dead.size()) && !outage) {
            Result result = redrive(dead.get(tried).id()).result();
            results.merge(result, 1, Integer::sum);
            outage = result == Result.UNAVAILABLE;
            tried++;
        }
        return new RedriveReport(results, dead.size() - tried);
    }

    /** Gives up the event of a letter, for a reason that its history keeps. */
    public Verdict discard(String id, String reason) {
        return alone(id, letter -> {
            record(new DeadLetterChange.Discarded(letter.id(), reason, clock.instant()));
            return new Verdict(letter.id(), Result.DISCARDED, reason);
        });
    }

    /** One at a time for each letter, so that none is redriven twice at once or discarded while it is redriven. */
    private Verdict alone(String id, Function<DeadLetter, Verdict> work) {
        if (!busy.add(id)) {
            return new Verdict(id, Result.REFUSED, "somebody is busy with it");
        }
        try {
            DeadLetter letter = deadLetters.find(id).orElse(null);
            if (letter == null) {
                return new Verdict(id, Result.UNKNOWN, "");
            }
            return letter.isOpen() ? work.apply(letter) : new Verdict(id, Result.REFUSED, "it is closed already");
        } catch (CompletionException e) {
            return new Verdict(id, Result.UNAVAILABLE, String.valueOf(e.getMessage()));
        } finally {
            busy.remove(id);
        }
    }

    private Verdict tryAgain(DeadLetter letter) {
        Instant now = clock.instant();
        AttemptOutcome outcome = attempt.attempt(asKnownToday(letter.event()))
                .toCompletableFuture()
                .join();
        if (outcome instanceof Unavailable unavailable) {
            return new Verdict(
                    letter.id(),
                    Result.UNAVAILABLE,
                    String.valueOf(unavailable.outage().getMessage()));
        }
        Failed failed = outcome instanceof Unclear unclear ? unclear.failed() : outcome instanceof Failed f ? f : null;
        if (failed != null) {
            Failure failure = new Failure(failed.cause(), failed.detail(), 1, now, now);
            record(new DeadLetterChange.Died(letter.event(), failure));
            return new Verdict(letter.id(), Result.DIED_AGAIN, failed.detail());
        }
        record(new DeadLetterChange.Redelivered(letter.id(), clock.instant()));
        return new Verdict(letter.id(), Result.REDELIVERED, "");
    }

    /** An event that an earlier release did not know may be known by now. */
    private static Event asKnownToday(Event event) {
        return event instanceof UnknownEvent unknown
                ? EventCodec.decode(unknown.json().getBytes(UTF_8))
                : event;
    }

    private void record(DeadLetterChange change) {
        deadLetters.record(change).toCompletableFuture().join();
    }
}
