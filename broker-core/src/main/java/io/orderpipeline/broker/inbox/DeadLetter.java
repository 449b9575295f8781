package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be handled, with everything that has happened to it since.
 *
 * @param id      the same for each delivery of the event, see {@link #idOf}
 * @param event   the event
 * @param history its changes, oldest first; starts with a {@link Died}
 */
public record DeadLetter(String id, Event event, List<DeadLetterChange> history) {

    private static final int ID_BYTES = 8;

    public DeadLetter {
        history = List.copyOf(history);
        if (history.isEmpty() || !(history.get(0) instanceof Died)) {
            throw new IllegalArgumentException("the history of dead letter " + id + " does not start with its death");
        }
    }

    /** The letter with this history. */
    public static DeadLetter of(List<DeadLetterChange> history) {
        Died first = (Died) history.get(0);
        return new DeadLetter(first.id(), first.event(), history);
    }

    /** Its state after its last change. */
    public DeadLetterState state() {
        return history.get(history.size() - 1).state();
    }

    /** Whether only a redrive tries the event again: deliveries and replays skip it. */
    public boolean isOpen() {
        return state() != DeadLetterState.REDELIVERED;
    }

    /** The trace of the request that the event came from, if it was traced. */
    public @Nullable String traceParent() {
        return firstDeath().traceParent();
    }

    /** Its last failure. */
    public Failure failure() {
        Failure last = firstDeath().failure();
        for (DeadLetterChange change : history) {
            if (change instanceof Died died) {
                last = died.failure();
            }
        }
        return last;
    }

    private Died firstDeath() {
        return (Died) history.get(0);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the event's JSON. */
    public static String idOf(Event event) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(EventCodec.encode(event));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
