package io.orderpipeline.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Three ways to make one record durable. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(java.util.concurrent.TimeUnit.SECONDS)
public class JournalAppend {

    /** The records that one caller has in flight. */
    @State(Scope.Thread)
    public static class Window {

        @Param("1")
        int window;

        private final Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
    }

    /** A file without a journal. */
    @State(Scope.Benchmark)
    public static class Bare {

        @Param("1")
        int batch;

        @Param("")
        String folder = "";

        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private @org.jspecify.annotations.Nullable BareDisk disk;

        @Setup
        public void open() throws IOException {
            bytes = ByteBuffer.allocateDirect(batch * JournalState.RECORD);
            disk = new BareDisk(Path.of(folder).resolve("bare"));
        }

        @TearDown
        public void close() throws IOException {
            disk().close();
        }

        private BareDisk disk() {
            return java.util.Objects.requireNonNull(disk);
        }
    }

    /** A caller that keeps a window of records in flight. */
    @Benchmark
    public void inFlight(JournalState journal, Window window) {
        if (window.inFlight.size() == window.window) {
            window.inFlight.remove().join();
        }
        window.inFlight.add(journal.append());
    }

    /** A caller that waits for each record. */
    @Benchmark
    public void waiting(JournalState journal) {
        journal.append().join();
    }

    /** Writes a batch without a journal. */
    @Benchmark
    public void bare(Bare bare) throws IOException {
        bare.disk().append(bare.bytes.rewind());
    }
}
