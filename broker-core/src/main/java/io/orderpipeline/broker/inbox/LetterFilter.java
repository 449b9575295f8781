package io.orderpipeline.broker.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which letters to list.
 *
 * @param state only letters in this state; null for any
 * @param cause only letters whose last failure has this cause; null for any
 */
public record LetterFilter(
        @Nullable DeadLetterState state, @Nullable String cause) {

    /** Every letter. */
    public static final LetterFilter ALL = new LetterFilter(null, null);

    /** Whether a letter with this state and cause matches. */
    public boolean matches(DeadLetterState itsState, String itsCause) {
        return (state == null || state == itsState) && (cause == null || cause.equals(itsCause));
    }

    /** How many letters match, of all letters counted by state and cause. */
    public long sum(List<LetterCount> counts) {
        return counts.stream()
                .filter(count -> matches(count.state(), count.cause()))
                .mapToLong(LetterCount::letters)
                .sum();
    }
}
