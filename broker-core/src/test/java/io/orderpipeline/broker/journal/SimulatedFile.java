package io.orderpipeline.broker.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * One file of a simulated disk: the bytes on the platter, the bytes that the page cache shows, and every change between the two in the
 * order in which it was made.
 */
final class SimulatedFile {

    private byte[] durable = new byte[0];
    private byte[] live = new byte[0];
    private final List<Change> dirty = new ArrayList<>();

    byte[] live() {
        return live;
    }

    void write(long position, byte[] bytes) {
        change(new Write(Math.toIntExact(position), bytes));
    }

    void truncate(long size) {
        if (size < live.length) {
            change(new Truncation(Math.toIntExact(size)));
        }
    }

    /** Only dirty pages reach the platter; pages marked clean are ignored. */
    void sync() {
        for (Change change : dirty) {
            durable = change.applyTo(durable);
        }
        dirty.clear();
    }

    /** The sync failed: only some of the dirty sectors reached the platter, but the cache shows all of them in clean pages. */
    void failSync(Random random) {
        durable = survivor(random, PowerCut.any(random));
        dirty.clear();
    }

    void losePower(Random random, PowerCut kind) {
        durable = survivor(random, kind);
        live = durable;
        dirty.clear();
    }

    /** Damage on the platter that no crash can cause. */
    void replaceDurably(byte[] bytes) {
        durable = bytes.clone();
        live = durable;
        dirty.clear();
    }

    private void change(Change change) {
        live = change.applyTo(live);
        dirty.add(change);
    }

    /** Every touched sector ends up, independently of the others, in any of the states that it went through. */
    private byte[] survivor(Random random, PowerCut kind) {
        if (dirty.isEmpty()) {
            return durable;
        }
        List<byte[]> versions = versions();
        boolean allArrived = random.nextInt(7) == 0;
        byte[] newest = versions.get(versions.size() - 1);
        byte[] survivor = Arrays.copyOf(durable, size(versions, random));
        boolean[] touched = touched(survivor.length, kind.sector());
        for (int i = 0; i < touched.length; i++) {
            if (touched[i]) {
                int from = i * kind.sector();
                int to = Math.min(from + kind.sector(), survivor.length);
                byte[] version = allArrived ? newest : versions.get(random.nextInt(versions.size()));
                copy(version, survivor, from, to);
                if (kind.tornBytes() && random.nextInt(3) == 0) {
                    copy(durable, survivor, from, to);
                    copy(newest, survivor, from, from + random.nextInt(to - from + 1));
                }
                if (kind.garbage() && random.nextInt(7) == 0) {
                    byte[] noise = new byte[to - from];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, survivor, from, noise.length);
                }
            }
        }
        return survivor;
    }

    private List<byte[]> versions() {
        List<byte[]> versions = new ArrayList<>();
        byte[] version = durable;
        versions.add(version);
        for (Change change : dirty) {
            version = change.applyTo(version);
            versions.add(version);
        }
        return versions;
    }

    /** Any size that the file had, or one in between. */
    private static int size(List<byte[]> versions, Random random) {
        TreeSet<Integer> sizes = new TreeSet<>();
        versions.forEach(version -> sizes.add(version.length));
        int smallest = sizes.first();
        int largest = sizes.last();
        for (int i = 0; i < 3; i++) {
            sizes.add(smallest + random.nextInt(largest - smallest + 1));
        }
        return List.copyOf(sizes).get(random.nextInt(sizes.size()));
    }

    private boolean[] touched(int size, int sector) {
        boolean[] touched = new boolean[(size + sector - 1) / sector];
        for (Change change : dirty) {
            for (int i = change.from() / sector; i < touched.length && i * sector < change.to(); i++) {
                touched[i] = true;
            }
        }
        return touched;
    }

    /** Copies {@code [from, to)}, with zeros past the end of the source. */
    private static void copy(byte[] source, byte[] target, int from, int to) {
        int end = Math.max(from, Math.min(to, source.length));
        if (end > from) {
            System.arraycopy(source, from, target, from, end - from);
        }
        Arrays.fill(target, end, to, (byte) 0);
    }

    private sealed interface Change {

        byte[] applyTo(byte[] bytes);

        int from();

        int to();
    }

    @SuppressWarnings("ArrayRecordComponent") // created once, never compared
    private record Write(int from, byte[] bytes) implements Change {

        @Override
        public byte[] applyTo(byte[] old) {
            byte[] changed = Arrays.copyOf(old, Math.max(old.length, to()));
            System.arraycopy(bytes, 0, changed, from, bytes.length);
            return changed;
        }

        @Override
        public int to() {
            return from + bytes.length;
        }
    }

    private record Truncation(int size) implements Change {

        @Override
        public byte[] applyTo(byte[] old) {
            return size < old.length ? Arrays.copyOf(old, size) : old;
        }

        @Override
        public int from() {
            return size;
        }

        /** Empty: a truncation changes the size, not the sectors. */
        @Override
        public int to() {
            return size;
        }
    }
}
