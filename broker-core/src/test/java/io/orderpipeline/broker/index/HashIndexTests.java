package io.orderpipeline.broker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashIndexTests {

    @Test
    void knowsExactlyWhatWasAdded() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        HashIndex index = HashIndexLoader.withNumbers().load();
        Map<Hash128, Long> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            // Few bits, so that segments fill unevenly and adjacent hashes collide.
            Hash128 hash =
                    new Hash128(random.nextLong() & 0xff00000000000fffL, random.nextLong() & 0xff0000000000000fL);
            boolean isNew = expected.putIfAbsent(hash, (long) i) == null;
            assertThat(index.add(hash, i)).as("seed %d, entry %d", seed, i).isEqualTo(isNew);
        }
        assertThat(index.size()).isEqualTo(expected.size());
        expected.forEach((hash, number) ->
                assertThat(index.number(hash)).as("seed %d", seed).hasValue(number));
        for (int i = 0; i < 10_000; i++) {
            Hash128 other = new Hash128(random.nextLong(), random.nextLong());
            assertThat(index.contains(other)).as("seed %d", seed).isEqualTo(expected.containsKey(other));
        }
    }

    @Test
    void findsRoomForHashesThatAllBelongAtTheEnd() {
        HashIndex index = HashIndexLoader.withNumbers().load();
        for (int i = 0; i < 1_000; i++) {
            assertThat(index.add(new Hash128(0x3fL, -1L - i), i)).isTrue();
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(index.number(new Hash128(0x3fL, -1L - i))).hasValue(i);
            assertThat(index.contains(new Hash128(0x3eL, -1L - i))).isFalse();
        }
    }

    @Test
    void distinguishesTheAllZeroHashFromAFreeSlot() {
        HashIndex index = HashIndexLoader.ofIds().load();
        Hash128 zero = new Hash128(0, 0);
        assertThat(index.contains(zero)).isFalse();
        assertThat(index.add(zero)).isTrue();
        assertThat(index.add(zero)).isFalse();
        assertThat(index.contains(zero)).isTrue();
    }

    @Test
    void knowsExactlyWhatWasLoadedAndWhatIsAddedAfterwards() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        HashIndexLoader loader = HashIndexLoader.withNumbers();
        Map<Hash128, Long> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            Hash128 hash =
                    new Hash128(random.nextLong() & 0xff00000000000fffL, random.nextLong() & 0xff0000000000000fL);
            expected.putIfAbsent(hash, (long) i);
            loader.add(hash, i);
        }
        HashIndex index = loader.load();
        assertThat(index.size()).as("seed %d", seed).isEqualTo(expected.size());
        for (int i = 0; i < 200_000; i++) {
            Hash128 hash =
                    new Hash128(random.nextLong() & 0xff00000000000fffL, random.nextLong() & 0xff0000000000000fL);
            boolean isNew = expected.putIfAbsent(hash, -1L - i) == null;
            assertThat(index.contains(hash)).as("seed %d, entry %d", seed, i).isEqualTo(!isNew);
            assertThat(index.add(hash, i)).as("seed %d, entry %d", seed, i).isEqualTo(isNew);
        }
        expected.forEach((hash, number) ->
                assertThat(index.number(hash)).as("seed %d", seed).hasValue(number < 0 ? -1 - number : number));
    }

    @Test
    void loadsTheAllZeroHash() {
        HashIndexLoader loader = HashIndexLoader.ofIds();
        loader.add(new Hash128(0, 0));
        HashIndex index = loader.load();
        assertThat(index.contains(new Hash128(0, 0))).isTrue();
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void isEmptyOnceItWasLoaded() {
        HashIndexLoader loader = HashIndexLoader.ofIds();
        loader.add(new Hash128(7, 7));
        loader.load();
        assertThat(loader.load().size()).isZero();
    }

    @Test
    void staysUnder32BytesAnIdWhenLoaded() {
        KeyedHash hash = new KeyedHash(1, 2);
        HashIndexLoader loader = HashIndexLoader.ofIds();
        for (int i = 0; i < 1_000_000; i++) {
            loader.add(hash.of(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}));
        }
        HashIndex index = loader.load();
        assertThat(index.bytes()).isLessThan(26 * index.size());
        for (int i = 0; i < 1_000_000; i++) {
            index.add(hash.of(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16), 1}));
            if (i % 100_000 == 0) {
                assertThat(index.bytes()).as("with %d ids", index.size()).isLessThan(32 * index.size());
            }
        }
    }

    @Test
    void staysUnder32BytesAnId() {
        KeyedHash hash = new KeyedHash(1, 2);
        HashIndex index = HashIndexLoader.ofIds().load();
        for (int i = 0; i < 1_000_000; i++) {
            index.add(hash.of(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}));
            if (i % 10_000 == 0 && i > 100_000) {
                assertThat(index.bytes()).as("with %d ids", i).isLessThan(32 * index.size());
            }
        }
    }

    @Test
    void takesNothingOfTheHeapForSegmentsWithoutHashes() {
        HashIndex index = HashIndexLoader.ofIds().load();
        assertThat(index.bytes()).isZero();
        index.add(new Hash128(1, 1));
        assertThat(index.bytes()).isEqualTo(new HashSegment(2, 0).bytes());
    }

    @Test
    void putsAHashIntoTheSegmentOfItsFirstTenBits() {
        assertThat(HashIndex.segmentOf(new Hash128((1L << 54) - 1, -1))).isZero();
        assertThat(HashIndex.segmentOf(new Hash128(1L << 54, 0))).isEqualTo(1);
        assertThat(HashIndex.segmentOf(new Hash128(-1, 0))).isEqualTo(HashIndex.SEGMENTS - 1);
    }
}
