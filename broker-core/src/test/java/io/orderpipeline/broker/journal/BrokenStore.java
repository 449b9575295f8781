package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Stores that each break one rule. They run the production code; the fault is below it, in its disk, or in the rule that distinguishes a
 * torn batch from damage. A simulation must catch every one of them.
 */
public enum BrokenStore {
    /** The answer is sent when the sync is requested, before it is done. */
    ANSWER_BEFORE_SYNC {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new LateSyncDisk(disk, starting, false);
        }
    },
    /** The event is synced to disk before its order. */
    OUTBOX_FIRST {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new OutboxFirstDisk(disk, starting);
        }
    },
    /** The event can be read, and is published, while its order is written but not yet synced. */
    PUBLISH_BEFORE_SYNC {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new LateSyncDisk(disk, starting, true);
        }
    },
    /** Records found at a start are shown without being synced first. */
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
    /** A failed sync is retried, and the second result trusted. */
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
    /** Any whole record after a bad one stops the start. */
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
    /** The comma follows a record, so that an append overwrites the line break of the record before. */
    COMMA_BEHIND {
        @Override
        Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
            return new CommaBehindDisk(disk);
        }
    },
    /** A checkpoint is accepted for any outbox that is long enough. */
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
    /** The relay skips entries that it cannot read. The simulation gives it such a reader. */
    READER_THAT_JUMPS;

    /** A folder on this disk whose store breaks the rule; {@code starting} is true during a recovery. */
    public JournalFolder folder(Path path, SimulatedDisk disk, BooleanSupplier starting) {
        return SimulatedDisk.folder(path, disk(disk, starting), rule());
    }

    Disk disk(SimulatedDisk disk, BooleanSupplier starting) {
        return disk;
    }

    /** Also matches outbox.json.new, because a rotation opens the next outbox.json under that name. */
    private static boolean isOutbox(Path path) {
        return String.valueOf(path.getFileName()).startsWith("outbox.json");
    }

    DamageRule rule() {
        return DamageRule.WATERMARK;
    }

    /** Delays a sync of orders.json until the next operation on the disk, or until after the next write to outbox.json. */
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

    /** Holds back writes to orders.json until outbox.json was written and synced. */
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

    /** Swaps every line break and comma between two records on disk, and swaps them back for the journal. */
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
