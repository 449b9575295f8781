package io.orderpipeline.broker.index;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A table of hashes that only grows, each with a number or without, in 16 bytes (24 with a number) and a little air: at most 25 bytes an
 * id, 37.5 with a number. It consists of many small segments; while one of them grows the others stay as they are, so that growing
 * never needs twice the memory. A {@link HashIndexLoader} makes it, of nothing or of what is there already.
 *
 * <p>Not thread-safe.
 */
public final class HashIndex {

    static final int SEGMENTS = 1 << 10;

    private final int stride;
    private final @Nullable HashSegment[] segments;

    HashIndex(int stride, @Nullable HashSegment[] segments) {
        this.stride = stride;
        this.segments = segments;
    }

    public long size() {
        return Arrays.stream(segments)
                .filter(Objects::nonNull)
                .mapToLong(HashSegment::size)
                .sum();
    }

    /** What the slots take of the heap, in bytes. */
    public long bytes() {
        return Arrays.stream(segments)
                .filter(Objects::nonNull)
                .mapToLong(HashSegment::bytes)
                .sum();
    }

    public boolean contains(Hash128 hash) {
        HashSegment segment = segments[segmentOf(hash)];
        return segment != null && segment.contains(high(hash), hash.low());
    }

    /** The number of a hash; empty when the hash is not here, or has none. */
    public OptionalLong number(Hash128 hash) {
        HashSegment segment = segments[segmentOf(hash)];
        long number = segment == null || stride < 3 ? -1 : segment.number(high(hash), hash.low());
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** Adds a hash; false, and nothing changes, when it is here already. */
    public boolean add(Hash128 hash) {
        return add(hash, 0);
    }

    /** Adds a hash with its number; false, and nothing changes, when it is here already. */
    public boolean add(Hash128 hash, long number) {
        int index = segmentOf(hash);
        HashSegment segment = segments[index];
        if (segment == null) {
            segment = new HashSegment(stride, 0);
            segments[index] = segment;
        }
        return segment.add(high(hash), hash.low(), number);
    }

    static int segmentOf(Hash128 hash) {
        return (int) (hash.high() >>> (Long.SIZE - Integer.numberOfTrailingZeros(SEGMENTS)));
    }

    /** The all-zero hash would look like a free slot; its high half is given a bit, which costs it nothing. */
    static long high(Hash128 hash) {
        return hash.high() == 0 && hash.low() == 0 ? 1 : hash.high();
    }
}
