package io.orderpipeline.orders.placing.web;

import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Which accepted orders a client wants to see.
 *
 * @param after the seq after which to start, 0 or more
 * @param limit at most this many, 1 to 1,000
 */
record PageQuery(long after, int limit) {

    /** The largest 18-digit number, beyond what any store will reach. */
    private static final long MAX_AFTER = 999_999_999_999_999_999L;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /** @throws InvalidOrderRequestException naming a value that is not a number in its range */
    static PageQuery of(@Nullable String after, @Nullable String limit) {
        return new PageQuery(
                after == null ? 0 : number("after", after, 0, MAX_AFTER),
                limit == null ? DEFAULT_LIMIT : (int) number("limit", limit, 1, MAX_LIMIT));
    }

    private static long number(String name, String text, long min, long max) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new InvalidOrderRequestException(name + " must be a whole number from " + min + " to " + max);
    }
}
