package io.orderpipeline.broker.index;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fills a new index. It first collects the hashes by segment, and then builds each segment in its final size, small enough for the
 * processor's cache. That takes a quarter of the time of adding hashes one by one to an index far larger than any cache.
 *
 * <p>Not thread-safe.
 */
public final class HashIndexLoader {

    private static final int INITIAL_LONGS = 24;

    private final int stride;
    private final long[] @Nullable [] entries = new long[HashIndex.SEGMENTS][];
    private final int[] lengths = new int[HashIndex.SEGMENTS];

    private HashIndexLoader(int stride) {
        this.stride = stride;
    }

    /** Loads an index of hashes without numbers. */
    public static HashIndexLoader ofIds() {
        return new HashIndexLoader(2);
    }

    /** Loads an index with a number, 0 or more, for each hash. */
    public static HashIndexLoader withNumbers() {
        return new HashIndexLoader(3);
    }

    public void add(Hash128 hash) {
        add(hash, 0);
    }

    /** Adds a hash with its number. If a hash is added twice, the first number is kept. */
    public void add(Hash128 hash, long number) {
        int segment = HashIndex.segmentOf(hash);
        int end = lengths[segment];
        long[] target = withRoom(segment, end);
        target[end] = HashIndex.high(hash);
        target[end + 1] = hash.low();
        if (stride == 3) {
            target[end + 2] = number;
        }
        lengths[segment] = end + stride;
    }

    /** The index of all added hashes; afterwards this loader is empty. */
    public HashIndex load() {
        @Nullable HashSegment[] segments = new HashSegment[HashIndex.SEGMENTS];
        IntStream.range(0, HashIndex.SEGMENTS).parallel().forEach(i -> segments[i] = take(i));
        return new HashIndex(stride, segments);
    }

    private long[] withRoom(int segment, int end) {
        long[] target = entries[segment];
        if (target == null || end == target.length) {
            int more = Math.max(INITIAL_LONGS, end + end / 2 / stride * stride);
            target = target == null ? new long[more] : Arrays.copyOf(target, more);
            entries[segment] = target;
        }
        return target;
    }

    private @Nullable HashSegment take(int segment) {
        long[] from = entries[segment];
        if (from == null) {
            return null;
        }
        HashSegment built = new HashSegment(stride, lengths[segment] / stride);
        for (int i = 0; i < lengths[segment]; i += stride) {
            built.add(from[i], from[i + 1], stride == 3 ? from[i + 2] : 0);
        }
        entries[segment] = null;
        lengths[segment] = 0;
        return built;
    }
}
