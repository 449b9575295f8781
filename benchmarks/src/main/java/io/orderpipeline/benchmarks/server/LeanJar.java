package io.orderpipeline.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A copy of an executable jar without some of its libraries. */
public final class LeanJar {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    private LeanJar() {}

    /**
     * Copies a jar.
     *
     * @param leftOut matches the file names of the libraries to leave out
     * @return how many libraries were left out
     */
    public static int copy(Path jar, Path to, Predicate<String> leftOut) throws IOException {
        int count = 0;
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(to))) {
            Enumeration<? extends ZipEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.startsWith(LIBRARIES) && leftOut.test(name.substring(LIBRARIES.length()))) {
                    count++;
                } else {
                    copy.putNextEntry(alike(entry));
                    from.getInputStream(entry).transferTo(copy);
                }
            }
        }
        return count;
    }

    /** Libraries stay uncompressed, so their entries are copied as they are; the compressed size of others is set when they are written. */
    private static ZipEntry alike(ZipEntry entry) {
        ZipEntry copy = new ZipEntry(entry);
        if (entry.getMethod() == ZipEntry.DEFLATED) {
            copy.setCompressedSize(-1);
        }
        return copy;
    }
}
