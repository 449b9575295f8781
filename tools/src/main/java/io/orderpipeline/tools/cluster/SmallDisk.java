package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.RunningProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file system in memory, small enough to fill up. Fill and free it from one thread at a time.
 */
public final class SmallDisk implements AutoCloseable {

    /** Twice the size of two hours of orders. */
    private static final String SIZE = "size=512m";

    private static final int PIECE = 64 << 10;

    private final Path folder;
    private final Path filler;
    private final Path log;

    private SmallDisk(Path folder, Path log) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
        this.log = log;
    }

    /** Mounts a disk at an empty folder; empty if this process may not mount. */
    static Optional<SmallDisk> mount(Path folder, Path log) throws InterruptedException {
        try {
            RunningProcess.run(List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString()), Map.of(), log);
            return Optional.of(new SmallDisk(folder, log));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Fills the disk completely. */
    public void fill() throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            // Checking the free space would not do: the server may have freed some since.
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    public void free() throws IOException {
        Files.delete(filler);
    }

    @Override
    public void close() throws IOException {
        try {
            RunningProcess.run(List.of("umount", "--lazy", folder.toString()), Map.of(), log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
