package io.orderpipeline.broker.index;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A table of hashes, optionally with a number each, to which entries are only added. An entry takes 16 bytes (24 with a number) plus some
 * free space: at most 25 bytes per id (37.5 with a number). It consists of many small segments that grow one at a time, so growing never
 * needs twice the memory. Create it with a {@link HashIndexLoader}, empty or from existing hashes.
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

    /** Heap memory of the slots, in bytes. */
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

    /** The number of a hash; empty when the hash is not in the index, or the index has no numbers. */
    public OptionalLong number(Hash128 hash) {
        HashSegment segment = segments[segmentOf(hash)];
        long number = segment == null || stride < 3 ? -1 : segment.number(high(hash), hash.low());
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** Adds a hash; returns false and changes nothing if it is already in the index. */
    public boolean add(Hash128 hash) {
        return add(hash, 0);
    }

    /** Adds a hash with its number; returns false and changes nothing if the hash is already in the index. */
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

    /** An all-zero hash would look like a free slot, so one bit of its high half is set. */
    static long high(Hash128 hash) {
        return hash.high() == 0 && hash.low() == 0 ? 1 : hash.high();
    }
}
