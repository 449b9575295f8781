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
 * A file system in memory, small enough to be filled. Fill and free it from one thread at a time.
 */
public final class SmallDisk implements AutoCloseable {

    /** What two hours of orders take, and as much again. */
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

    /** Mounts one at an empty folder; none where this process may not. */
    static Optional<SmallDisk> mount(Path folder, Path log) throws InterruptedException {
        try {
            RunningProcess.run(List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString()), Map.of(), log);
            return Optional.of(new SmallDisk(folder, log));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Leaves no room. */
    public void fill() throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            // Not by the space that is left: the server may have freed some since.
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
