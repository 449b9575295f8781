package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.report.Spread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file that is written and synced directly, without a journal. Not thread-safe. */
final class BareDisk implements AutoCloseable {

    private static final int SYNCS = 500;
    private static final int RECORD = 250;

    private final FileChannel channel;
    private long end;

    BareDisk(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** The median time to write and sync one order on this disk, without a service. */
    static double medianSyncMillis(Path folder) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (BareDisk disk = new BareDisk(folder.resolve("bare"))) {
            ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                disk.append(record.rewind());
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return Spread.of(millis).median();
    }

    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
