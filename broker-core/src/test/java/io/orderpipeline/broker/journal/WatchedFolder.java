package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Folders whose accesses a test can observe. */
public final class WatchedFolder {

    private WatchedFolder() {}

    /** Runs {@code afterListing} right after each listing of its files. */
    public static FolderView of(Path folder, Runnable afterListing) {
        return new FolderView(folder.toAbsolutePath().normalize(), new ForwardingDisk(new NioDisk()) {

            @Override
            DiskFile file(Path path, DiskFile file) {
                return file;
            }

            @Override
            public List<Path> list(Path listed) throws IOException {
                List<Path> files = super.list(listed);
                afterListing.run();
                return files;
            }
        });
    }

    /** Counts its open files. */
    public static FolderView counting(Path folder, AtomicInteger openFiles) {
        return new FolderView(folder.toAbsolutePath().normalize(), new ForwardingDisk(new NioDisk()) {

            @Override
            DiskFile file(Path path, DiskFile file) {
                openFiles.incrementAndGet();
                return new ForwardingFile(file) {
                    @Override
                    public void close() throws IOException {
                        super.close();
                        openFiles.decrementAndGet();
                    }
                };
            }
        });
    }

    /** Counts how often the identity of a file was requested. */
    public static FolderView asked(Path folder, AtomicInteger looks) {
        return new FolderView(folder.toAbsolutePath().normalize(), new ForwardingDisk(new NioDisk()) {

            @Override
            DiskFile file(Path path, DiskFile file) {
                return file;
            }

            @Override
            public Object identity(Path file) throws IOException {
                looks.incrementAndGet();
                return super.identity(file);
            }
        });
    }
}
