package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk that guarantees no more than POSIX does, loses power, lets processes die, and fails on demand. All its randomness comes from
 * its seed.
 *
 * <p>Contents are durable after {@link DiskFile#force}, names after {@link #syncFolder}; until then a power cut keeps any part of
 * them. A killed process loses only writes that it had not started yet, and the rest of the one in progress.
 *
 * <p>Not thread-safe.
 */
public final class SimulatedDisk implements Disk {

    private final Random random;
    private final Map<Path, SimulatedFile> durableNames = new TreeMap<>();
    private final Map<Path, SimulatedFile> liveNames = new TreeMap<>();
    private final List<Renaming> unsyncedNames = new ArrayList<>();

    private long operations;
    private int changesToCrash;
    private int lives = 1;
    private int openFiles;
    private @Nullable Fault fault;
    private double failingSyncs;

    public SimulatedDisk(long seed) {
        random = new Random(seed);
    }

    /** A folder on this disk, as {@link JournalFolder#open} opens one on a real disk, but without a lock. */
    public JournalFolder folder(Path path) {
        return folder(path, this, DamageRule.WATERMARK);
    }

    /** The same, but on a disk that breaks a promise, or with another damage rule. */
    static JournalFolder folder(Path path, Disk disk, DamageRule rule) {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        return new JournalFolder(path, disk, rule, clock);
    }

    /** The number of operations so far. */
    public long operations() {
        return operations;
    }

    /**
     * Crashes at the n-th operation from now that changes something, counted from 1, which may be done, half done or not done. 0 for no
     * crash.
     */
    public void crashAtChange(int count) {
        changesToCrash = count;
    }

    /** Makes operations fail; null repairs the disk. */
    public void failWith(@Nullable Fault planned) {
        fault = planned;
    }

    /** Makes each sync of contents fail with this probability. */
    public void failSyncs(double probability) {
        failingSyncs = probability;
    }

    /** Cuts and restores the power: only what reached the platter is left. */
    public void cutPower() {
        cutPower(PowerCut.any(random));
    }

    public void cutPower(PowerCut kind) {
        killProcess();
        for (Renaming renaming : unsyncedNames) {
            if (random.nextBoolean()) {
                renaming.applyTo(durableNames);
            }
        }
        unsyncedNames.clear();
        liveNames.clear();
        liveNames.putAll(durableNames);
        liveNames.values().stream().distinct().forEach(file -> file.losePower(random, kind));
    }

    /** Kills the process but not the machine: everything written is kept, synced or not. */
    public void killProcess() {
        changesToCrash = 0;
        lives++;
        openFiles = 0;
    }

    /** The bytes that a process would read now. */
    public byte[] content(Path file) {
        SimulatedFile found = liveNames.get(file);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + file);
        }
        return found.live().clone();
    }

    /** The number of files that the process has open. */
    public int openFiles() {
        return openFiles;
    }

    /** Whether there is a file of this name now. */
    public boolean holds(Path file) {
        return liveNames.containsKey(file);
    }

    /** The names of all files now. */
    public List<Path> files() {
        return List.copyOf(liveNames.keySet());
    }

    /** Puts a file on the platter, replacing any other. */
    public void put(Path file, byte[] content) {
        SimulatedFile target = liveNames.computeIfAbsent(file, name -> new SimulatedFile());
        durableNames.put(file, target);
        target.replaceDurably(content);
    }

    /** Removes a file from the platter. */
    public void remove(Path file) {
        liveNames.remove(file);
        durableNames.remove(file);
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        return perform(Operation.OPEN, () -> new Handle(existing(file)));
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return perform(Operation.CREATE, () -> {
            if (liveNames.containsKey(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            SimulatedFile created = new SimulatedFile();
            rename(new Renaming(null, file, created));
            return new Handle(created);
        });
    }

    @Override
    public boolean exists(Path file) throws IOException {
        return perform(Operation.LOOK, () -> liveNames.keySet().stream().anyMatch(name -> name.startsWith(file)));
    }

    @Override
    public Object identity(Path file) throws IOException {
        return perform(Operation.LOOK, () -> existing(file));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        perform(Operation.MOVE, () -> rename(new Renaming(from, to, existing(from))));
    }

    @Override
    public void delete(Path file) throws IOException {
        perform(Operation.DELETE, () -> rename(new Renaming(file, null, existing(file))));
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return perform(Operation.LIST, () -> liveNames.keySet().stream()
                .filter(file -> file.startsWith(folder))
                .map(file -> folder.resolve(folder.relativize(file).getName(0)))
                .distinct()
                .toList());
    }

    /** Folders exist as soon as they contain a file, and are as durable as that file. */
    @Override
    public void createFolder(Path folder) {}

    @Override
    public void syncFolder(Path folder) throws IOException {
        try (OpenFolder open = openFolder(folder)) {
            open.sync();
        }
    }

    private void syncNames(Path folder) throws IOException {
        perform(Operation.SYNC_FOLDER, () -> {
            List<Renaming> synced = unsyncedNames.stream()
                    .filter(renaming -> renaming.isIn(folder))
                    .toList();
            synced.forEach(renaming -> renaming.applyTo(durableNames));
            unsyncedNames.removeAll(synced);
            return synced;
        });
    }

    @Override
    public OpenFolder openFolder(Path folder) throws IOException {
        return perform(Operation.OPEN, () -> new OpenFolder() {
            @Override
            public void sync() throws IOException {
                syncNames(folder);
            }

            @Override
            public void close() {}
        });
    }

    private SimulatedFile existing(Path file) throws IOException {
        SimulatedFile found = liveNames.get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        return found;
    }

    private Renaming rename(Renaming renaming) {
        renaming.applyTo(liveNames);
        unsyncedNames.add(renaming);
        return renaming;
    }

    private <T> T perform(Operation operation, Step<T> step) throws IOException {
        operations++;
        boolean dies = operation.changes && isLastChange();
        if (dies && random.nextBoolean()) {
            throw crash(operation, "before");
        }
        String reason = fault != null && fault.kind() == Fault.Kind.EMFILE
                ? "Too many open files"
                : operation.needsSpace ? "No space left on device" : "Input/output error";
        if (strikes(operation)) {
            throw new IOException(reason);
        }
        T result = step.run();
        if (dies) {
            throw crash(operation, "after");
        }
        return result;
    }

    /** Counts a change; returns whether to crash at it. */
    private boolean isLastChange() {
        return changesToCrash > 0 && --changesToCrash == 0;
    }

    /** Whether the planned fault hits this operation now. */
    private boolean strikes(Operation operation) {
        Fault planned = fault;
        if (planned == null || operations < planned.operation()) {
            return false;
        }
        boolean hit =
                switch (planned.kind()) {
                    case EIO -> true;
                    case ENOSPC, SHORT_WRITE -> operation.needsSpace;
                    case EMFILE -> operation.opens;
                };
        if (hit && !planned.permanent()) {
            fault = null;
        }
        return hit;
    }

    private SimulatedCrash crash(Operation operation, String when) {
        return new SimulatedCrash(String.format(Locale.ROOT, "crash %s operation %d, %s", when, operations, operation));
    }

    private enum Operation {
        OPEN(false, false, true),
        CREATE(true, true, true),
        LOOK(false, false, false),
        LIST(false, false, true),
        MOVE(false, true, false),
        DELETE(false, true, false),
        SYNC_FOLDER(false, true, false),
        SIZE(false, false, false),
        READ(false, false, false),
        WRITE(true, true, false),
        OVERWRITE(false, true, false),
        TRUNCATE(false, true, false),
        FORCE(false, true, false);

        private final boolean needsSpace;
        private final boolean changes;
        private final boolean opens;

        Operation(boolean needsSpace, boolean changes, boolean opens) {
            this.needsSpace = needsSpace;
            this.changes = changes;
            this.opens = opens;
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    /** A file gets a name, another name, or loses its name. */
    private record Renaming(@Nullable Path from, @Nullable Path to, SimulatedFile file) {

        void applyTo(Map<Path, SimulatedFile> names) {
            if (from != null) {
                names.remove(from);
            }
            if (to != null) {
                names.put(to, file);
            }
        }

        boolean isIn(Path folder) {
            return (from != null && folder.equals(from.getParent())) || (to != null && folder.equals(to.getParent()));
        }
    }

    private final class Handle implements DiskFile {

        private final SimulatedFile file;
        private final int life = lives;
        private boolean open = true;

        Handle(SimulatedFile file) {
            this.file = file;
            openFiles++;
        }

        @Override
        public long size() throws IOException {
            return performOpen(Operation.SIZE, () -> (long) file.live().length);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return performOpen(Operation.READ, () -> {
                byte[] bytes = file.live();
                if (position >= bytes.length) {
                    return -1;
                }
                int count = (int) Math.min(target.remaining(), bytes.length - position);
                target.put(bytes, (int) position, count);
                return count;
            });
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            int length = source.remaining();
            boolean grows = position + length > file.live().length;
            if (changesToCrash == 1) {
                operations++;
                writePart(
                        source, position, random.nextInt((random.nextInt(4) == 0 ? Math.min(length, 3) : length) + 1));
                throw crash(Operation.WRITE, "within");
            }
            Fault planned = fault;
            if (planned != null
                    && planned.kind() == Fault.Kind.SHORT_WRITE
                    && operations + 1 >= planned.operation()
                    && length > 1) {
                operations++;
                isLastChange();
                fault = planned.permanent() ? new Fault(Fault.Kind.ENOSPC, operations, true) : null;
                return writePart(source, position, 1 + random.nextInt(length - 1));
            }
            return performOpen(
                    grows ? Operation.WRITE : Operation.OVERWRITE, () -> writePart(source, position, length));
        }

        @Override
        public void truncate(long size) throws IOException {
            performOpen(Operation.TRUNCATE, () -> {
                file.truncate(size);
                return size;
            });
        }

        @Override
        public void force() throws IOException {
            if (changesToCrash != 1 && (random.nextDouble() < failingSyncs || strikesNext())) {
                operations++;
                isLastChange();
                file.failSync(random);
                throw new IOException("Input/output error");
            }
            performOpen(Operation.FORCE, () -> {
                file.sync();
                return file;
            });
        }

        @Override
        public void close() {
            if (open && life == lives) {
                openFiles--;
            }
            open = false;
        }

        private boolean strikesNext() {
            operations++;
            boolean strikes = strikes(Operation.FORCE);
            operations--;
            return strikes;
        }

        private int writePart(ByteBuffer source, long position, int count) {
            byte[] bytes = new byte[count];
            source.get(bytes);
            file.write(position, bytes);
            return count;
        }

        private <T> T performOpen(Operation operation, Step<T> step) throws IOException {
            if (!open || life != lives) {
                throw new IllegalStateException(String.format(Locale.ROOT, "%s on a file that is closed", operation));
            }
            return perform(operation, step);
        }
    }
}
