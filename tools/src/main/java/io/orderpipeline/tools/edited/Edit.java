package io.orderpipeline.tools.edited;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A change of one source file.
 *
 * @param module the module's folder
 * @param type   the fully qualified class name
 * @param from   the text to replace, which must occur in the file
 * @param to     the replacement for every occurrence
 */
public record Edit(String module, String type, String from, String to) {

    Path source(Path root) {
        return root.resolve(module).resolve("src/main/java").resolve(path());
    }

    Path path() {
        return Path.of(type.replace('.', '/') + ".java");
    }

    /** Edits the file, which must be a copy. */
    void apply(Path copy) throws IOException {
        String source = Files.readString(copy);
        if (!source.contains(from)) {
            throw new IOException(type + " no longer has: " + from);
        }
        Files.writeString(copy, source.replace(from, to));
    }
}
