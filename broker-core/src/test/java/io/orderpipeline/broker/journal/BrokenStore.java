package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Stores that each break one rule, although the code is the production code: the rule is broken below it, in the disk that it
 * sees, or in the rule that tells a torn batch from damage. A simulation that does not catch every one of them is blind.
 */
public enum BrokenStore {
    /** The answer leaves when the sync was only asked for. */
    ANSWER_BEFORE_SYNC {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new LateSyncDisk(disk, starting, false);
        }
    },
    /** The event is on disk, synced, before its order is. */
    OUTBOX_FIRST {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new OutboxFirstDisk(disk, starting);
        }
    },
    /** The event can be read, and is published, while its order is written but not synced. */
    PUBLISH_BEFORE_SYNC {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new LateSyncDisk(disk, starting, true);
        }
    },
    /** What was found at the start is shown without a sync of its own. */
    NO_SYNC_AT_START {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new ForwardingDisk(disk) {
                @Override
                DiskFile file(Path path, DiskFile file) {
                    return new ForwardingDisk.ForwardingFile(file) {
                        @Override
                        public void force() throws IOException {
                            if (!starting.getAsBoolean() || !path.toString().endsWith(".json")) {
                                super.force();
                            }
                        }
                    };
                }
            };
        }
    },
    /** A sync that failed is asked for again, and the second answer believed. */
    RETRIED_SYNC {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new ForwardingDisk(disk) {
                @Override
                DiskFile file(Path path, DiskFile file) {
                    return new ForwardingDisk.ForwardingFile(file) {
                        @Override
                        public void force() throws IOException {
                            for (int attempt = 1; ; attempt++) {
                                try {
                                    super.force();
                                    return;
                                } catch (IOException e) {
                                    if (attempt == 100) {
                                        throw e;
                                    }
                                }
                            }
                        }
                    };
                }
            };
        }
    },
    /** Any whole record behind a bad one stops the start. */
    REFUSE_IF_VALID_AFTER {
        @Override
        DamageRule rule() {
            return (damage, witness) -> damage.wholeRecords() > 0 || witness >= damage.seq();
        }
    },
    /** The file is cut at the first bad record, whatever follows. */
    CUT_ALWAYS {
        @Override
        DamageRule rule() {
            return (damage, witness) -> false;
        }
    },
    /** The comma stands behind a record, so that an append writes over the line break of the record before. */
    COMMA_BEHIND {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new CommaBehindDisk(disk);
        }
    },
    /** A checkpoint counts whichever outbox it was saved for, as long as that is long enough. */
    CHECKPOINT_WITHOUT_IDENTITY {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new ForwardingDisk(disk) {
                @Override
                DiskFile file(Path path, DiskFile file) {
                    return path.endsWith("outbox-checkpoint.json") ? FittingCheckpoint.of(file, disk) : file;
                }
            };
        }
    },
    /** The relay leaves out what it cannot read. The simulation gives it such a reader. */
    READER_THAT_JUMPS;

    /** A folder on this disk whose store breaks the rule; {@code starting} tells a recovery from ordinary work. */
    public JournalFolder folder(Path path, SimulatedDisk disk, BooleanSupplier starting) {
        return SimulatedDisk.folder(path, disk(disk, starting), rule());
    }

    Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
        return disk;
    }

    /** A rotation opens the next outbox.json before it has that name. */
    private static boolean isOutbox(Path path) {
        return String.valueOf(path.getFileName()).startsWith("outbox.json");
    }

    DamageRule rule() {
        return DamageRule.WATERMARK;
    }

    /** Syncs orders.json not when asked, but before the next operation on the disk, or after the next write to outbox.json. */
    private static final class LateSyncDisk extends ForwardingDisk {

        private final BooleanSupplier starting;
        private final boolean afterOutbox;
        private final Deque<DiskFile> owed = new ArrayDeque<>();

        LateSyncDisk(Disk disk, BooleanSupplier starting, boolean afterOutbox) {
            super(disk);
            this.starting = starting;
            this.afterOutbox = afterOutbox;
        }

        @Override
        DiskFile file(Path path, DiskFile file) {
            return new ForwardingDisk.ForwardingFile(file) {
                @Override
                public int write(ByteBuffer source, long position) throws IOException {
                    if (!afterOutbox) {
                        settle();
                    }
                    int count = super.write(source, position);
                    if (afterOutbox && isOutbox(path)) {
                        settle();
                    }
                    return count;
                }

                @Override
                public void force() throws IOException {
                    if (!starting.getAsBoolean() && path.endsWith("orders.json")) {
                        owed.add(file);
                    } else {
                        super.force();
                    }
                }
            };
        }

        private void settle() throws IOException {
            while (!owed.isEmpty()) {
                owed.remove().force();
            }
        }
    }

    /** Holds back what is written to orders.json until outbox.json was written and synced. */
    private static final class OutboxFirstDisk extends ForwardingDisk {

        private final BooleanSupplier starting;
        private final Deque<Held> held = new ArrayDeque<>();

        OutboxFirstDisk(Disk disk, BooleanSupplier starting) {
            super(disk);
            this.starting = starting;
        }

        @Override
        @SuppressWarnings("ByteBufferBackingArray") // allocated here, on the heap
        DiskFile file(Path path, DiskFile file) {
            return new ForwardingDisk.ForwardingFile(file) {
                @Override
                public int write(ByteBuffer source, long position) throws IOException {
                    if (!starting.getAsBoolean() && path.endsWith("orders.json")) {
                        ByteBuffer copy = ByteBuffer.allocate(source.remaining());
                        int count = copy.put(source).flip().remaining();
                        held.add(new Held(file, copy, position));
                        return count;
                    }
                    int count = super.write(source, position);
                    if (isOutbox(path) && !held.isEmpty()) {
                        super.force();
                        while (!held.isEmpty()) {
                            held.remove().write();
                        }
                    }
                    return count;
                }

                @Override
                public void force() throws IOException {
                    if (starting.getAsBoolean() || !path.endsWith("orders.json")) {
                        super.force();
                    }
                }
            };
        }

        private record Held(DiskFile file, ByteBuffer bytes, long position) {

            void write() throws IOException {
                file.write(bytes, position);
                file.force();
            }
        }
    }

    /** Stores every line break and comma between two records the other way round, and shows them as the journal expects them. */
    private static final class CommaBehindDisk extends ForwardingDisk {

        CommaBehindDisk(Disk disk) {
            super(disk);
        }

        @Override
        DiskFile file(Path path, DiskFile file) {
            return path.toString().endsWith(".json") ? new CommaBehindFile(file) : file;
        }
    }

    private static final class CommaBehindFile extends ForwardingDisk.ForwardingFile {

        CommaBehindFile(DiskFile file) {
            super(file);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            byte[] shown = swapped(stored(), ',', '\n');
            if (position >= shown.length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), shown.length - position);
            target.put(shown, (int) position, count);
            return count;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            int length = source.remaining();
            byte[] wanted = swapped(stored(), ',', '\n');
            byte[] changed = Arrays.copyOf(wanted, Math.max(wanted.length, (int) position + length));
            source.get(changed, (int) position, length);
            byte[] result = swapped(changed, '\n', ',');
            int from = (int) position;
            if (from > 0 && from < result.length && changed[from] == ',' && changed[from - 1] == '\n') {
                from--;
            }
            ByteBuffer bytes = ByteBuffer.wrap(result, from, (int) position + length - from);
            super.write(bytes, from);
            return length;
        }

        private byte[] stored() throws IOException {
            ByteBuffer all = ByteBuffer.allocate((int) size());
            super.read(all, 0);
            byte[] bytes = new byte[all.flip().remaining()];
            all.get(bytes);
            return bytes;
        }

        private static byte[] swapped(byte[] bytes, char first, char second) {
            byte[] swapped = bytes.clone();
            for (int i = 0; i + 1 < swapped.length; i++) {
                if (bytes[i] == first && bytes[i + 1] == second) {
                    swapped[i] = (byte) second;
                    swapped[i + 1] = (byte) first;
                    i++;
                }
            }
            return swapped;
        }
    }
}
