package io.orderpipeline.broker.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-2-4 with 128 bits of output, by Jean-Philippe Aumasson and Daniel J. Bernstein: a keyed hash for hash tables with untrusted
 * keys. Without the secret key, an attacker cannot construct ids that collide, so equal hashes mean equal ids.
 *
 * <p>Thread-safe.
 */
public final class KeyedHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;

    KeyedHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** A hash with a random key, for a table that is rebuilt at every start. */
    public static KeyedHash withRandomKey() {
        SecureRandom random = new SecureRandom();
        return new KeyedHash(random.nextLong(), random.nextLong());
    }

    public Hash128 of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The hash of {@code bytes[from, to)}. */
    public Hash128 of(byte[] bytes, int from, int to) {
        Rounds state = new Rounds(key0, key1);
        int tail = to - ((to - from) & 7);
        for (int i = from; i < tail; i += Long.BYTES) {
            state.absorb((long) LONGS.get(bytes, i));
        }
        long last = (long) (to - from) << 56;
        for (int i = tail; i < to; i++) {
            last |= (bytes[i] & 0xffL) << (8 * (i - tail));
        }
        state.absorb(last);
        return state.finish();
    }

    /** The state of one computation; the names are those of the paper. */
    private static final class Rounds {

        private long v0;
        private long v1;
        private long v2;
        private long v3;

        Rounds(long key0, long key1) {
            v0 = 0x736f6d6570736575L ^ key0;
            v1 = 0x646f72616e646f6dL ^ key1 ^ 0xee;
            v2 = 0x6c7967656e657261L ^ key0;
            v3 = 0x7465646279746573L ^ key1;
        }

        void absorb(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        Hash128 finish() {
            v2 ^= 0xee;
            fourRounds();
            long low = v0 ^ v1 ^ v2 ^ v3;
            v1 ^= 0xdd;
            fourRounds();
            return new Hash128(v0 ^ v1 ^ v2 ^ v3, low);
        }

        private void fourRounds() {
            round();
            round();
            round();
            round();
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
