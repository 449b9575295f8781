package io.orderpipeline.broker.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.EventCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be handled, with all that happened to it since.
 *
 * @param id      stands for the event: the same for each delivery of it, see {@link #idOf}
 * @param event   the event itself
 * @param history its changes, oldest first; starts with a {@link DeadLetterChange.Died}
 */
public record DeadLetter(String id, Event event, List<DeadLetterChange> history) {

    private static final int ID_BYTES = 8;

    public DeadLetter {
        history = List.copyOf(history);
        if (history.isEmpty() || !(history.get(0) instanceof DeadLetterChange.Died)) {
            throw new IllegalArgumentException("the history of dead letter " + id + " does not start with its death");
        }
    }

    /** The letter of an event that died for the first time. */
    public static DeadLetter of(DeadLetterChange.Died died) {
        return new DeadLetter(died.id(), died.event(), List.of(died));
    }

    /** The letter after one more change. */
    public DeadLetter with(DeadLetterChange change) {
        return new DeadLetter(
                id, event, Stream.concat(history.stream(), Stream.of(change)).toList());
    }

    /** What became of it, by its last change. */
    public DeadLetterState state() {
        return history.get(history.size() - 1).state();
    }

    /** Whether the event is left to a redrive: no delivery and no replay tries it again. */
    public boolean isOpen() {
        return state() != DeadLetterState.REDELIVERED;
    }

    /** The trace of the request that the event came from, if it was traced. */
    public @Nullable String traceParent() {
        return ((DeadLetterChange.Died) history.get(0)).traceParent();
    }

    /** Its last failure. */
    public Failure failure() {
        for (int i = history.size() - 1; i > 0; i--) {
            if (history.get(i) instanceof DeadLetterChange.Died died) {
                return died.failure();
            }
        }
        return ((DeadLetterChange.Died) history.get(0)).failure();
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the event's JSON. */
    public static String idOf(Event event) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(EventCodec.encode(event));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
