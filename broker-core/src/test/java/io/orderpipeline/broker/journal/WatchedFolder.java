package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A folder in which something happens right after somebody has listed its files. */
public final class WatchedFolder {

    private WatchedFolder() {}

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

    /** A folder of which the test sees how many files are open. */
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

    /** A folder of which the test sees how often somebody asked which file a name stands for. */
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
