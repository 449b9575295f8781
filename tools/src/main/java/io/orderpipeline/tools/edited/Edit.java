package io.orderpipeline.tools.edited;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A change of one source file.
 *
 * @param module of the project
 * @param type   the full name of the class
 * @param from   what has to be in the file
 * @param to     what comes in its place, everywhere
 */
public record Edit(String module, String type, String from, String to) {

    Path source(Path root) {
        return root.resolve(module).resolve("src/main/java").resolve(path());
    }

    Path path() {
        return Path.of(type.replace('.', '/') + ".java");
    }

    /** Changes the file, which is a copy. */
    void apply(Path copy) throws IOException {
        String source = Files.readString(copy);
        if (!source.contains(from)) {
            throw new IOException(type + " no longer has: " + from);
        }
        Files.writeString(copy, source.replace(from, to));
    }
}
