package io.orderpipeline.broker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event that this version of the software does not understand, kept byte for byte as it came: it need not be JSON, nor text, and a later
 * version must find in it all that its sender wrote.
 *
 * <p>Two are equal when their bytes are.
 */
public final class UnknownEvent implements Event {

    private final byte[] bytes;
    private final String problem;

    /**
     * An event as it was read.
     *
     * @param bytes   not modified afterwards
     * @param problem what is unknown about it, for people; of a long text an {@link Excerpt}
     */
    public UnknownEvent(byte[] bytes, String problem) {
        this.bytes = bytes.clone();
        this.problem = Excerpt.of(problem);
    }

    /** An event that is text, in UTF-8. */
    public UnknownEvent(String json, String problem) {
        this(json.getBytes(StandardCharsets.UTF_8), problem);
    }

    /** The event as it came. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The event as text, for people: what is not UTF-8 in it is shown as U+FFFD. */
    public String json() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is unknown about it, for people. */
    public String problem() {
        return problem;
    }

    /** Whether {@link #json} is all that came. */
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
