package io.orderpipeline.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** An executable jar with fewer libraries in it. */
public final class LeanJar {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    private LeanJar() {}

    /**
     * Copies a jar.
     *
     * @param leftOut which libraries are not copied, by the names of their files
     * @return how many those were
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

    /** A library has to stay uncompressed, which the copy of its entry says; how small the others become is seen when it is done. */
    private static ZipEntry alike(ZipEntry entry) {
        ZipEntry copy = new ZipEntry(entry);
        if (entry.getMethod() == ZipEntry.DEFLATED) {
            copy.setCompressedSize(-1);
        }
        return copy;
    }
}
