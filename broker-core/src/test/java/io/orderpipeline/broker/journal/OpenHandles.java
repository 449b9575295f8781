package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files and folders that this process has open. */
final class OpenHandles {

    private OpenHandles() {}

    /** How many handles there are on a file or folder; 0 if the system cannot tell. */
    static long of(Path file) throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return 0;
        }
        long open = 0;
        try (Stream<Path> links = Files.list(handles)) {
            for (Path link : links.toList()) {
                try {
                    open += Files.readSymbolicLink(link).equals(file.toRealPath()) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // It was the one that listed the others.
                }
            }
        }
        return open;
    }
}
