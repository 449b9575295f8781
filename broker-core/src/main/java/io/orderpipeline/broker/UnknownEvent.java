package io.orderpipeline.broker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event that this version of the software does not understand, kept byte for byte so that a later version can read it. It may be
 * neither JSON nor text.
 *
 * <p>Two are equal when their bytes are equal.
 */
public final class UnknownEvent implements Event {

    private final byte[] bytes;
    private final String problem;

    /**
     * Creates an event from the bytes as they were read.
     *
     * @param bytes   copied
     * @param problem what is unknown about it, for people; a long text is cut to an {@link Excerpt}
     */
    public UnknownEvent(byte[] bytes, String problem) {
        this.bytes = bytes.clone();
        this.problem = Excerpt.of(problem);
    }

    /** Creates an event from text, encoded in UTF-8. */
    public UnknownEvent(String json, String problem) {
        this(json.getBytes(StandardCharsets.UTF_8), problem);
    }

    /** The event as it was received. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The event as text, for people; bytes that are not UTF-8 are shown as U+FFFD. */
    public String json() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is unknown about it, for people. */
    public String problem() {
        return problem;
    }

    /** Whether the event is valid UTF-8, so that {@link #json} shows all of it. */
    public boolean isText() {
        return Arrays.equals(bytes, json().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int notifications() {
        return 1;
    }

    @Override
    public @Nullable Instant occurredAt() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnknownEvent event && Arrays.equals(bytes, event.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "UnknownEvent[" + problem + "]";
    }
}
