package io.orderpipeline.orders.storage.file;

import io.orderpipeline.broker.journal.SimulatedDisk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Damage to a file that no crash can cause. */
enum FileDamage {
    /** One bit is flipped. */
    FLIPPED {
        @Override
        void to(Path file, SimulatedDisk disk, SimulatedDisk other, Random random) {
            byte[] bytes = disk.content(file);
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                disk.put(file, bytes);
            }
        }
    },
    /** Cut off at any byte, including the first. */
    CUT {
        @Override
        void to(Path file, SimulatedDisk disk, SimulatedDisk other, Random random) {
            byte[] bytes = disk.content(file);
            disk.put(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        }
    },
    REMOVED {
        @Override
        void to(Path file, SimulatedDisk disk, SimulatedDisk other, Random random) {
            disk.remove(file);
        }
    },
    /** Replaced by the file of the same name from another pipeline. */
    EXCHANGED_WITH_ANOTHER_PIPELINE {
        @Override
        void to(Path file, SimulatedDisk disk, SimulatedDisk other, Random random) {
            if (other.holds(file)) {
                disk.put(file, other.content(file));
            }
        }
    },
    /** Replaced by another file of the same folder. */
    EXCHANGED_WITHIN_THE_FOLDER {
        @Override
        void to(Path file, SimulatedDisk disk, SimulatedDisk other, Random random) {
            List<Path> files = disk.files().stream()
                    .filter(sibling -> Objects.equals(file.getParent(), sibling.getParent())
                            && sibling.toString().endsWith(".json"))
                    .toList();
            disk.put(file, disk.content(files.get(random.nextInt(files.size()))));
        }
    };

    /** The kinds that bring in no foreign content. */
    static final List<FileDamage> IN_PLACE = List.of(FLIPPED, CUT, REMOVED);

    static FileDamage any(Random random) {
        return anyOf(List.of(values()), random);
    }

    static FileDamage anyOf(List<FileDamage> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /**
     * Applies the damage.
     *
     * @param other the disk of another pipeline
     */
    abstract void to(Path file, SimulatedDisk disk, SimulatedDisk other, Random random);
}
