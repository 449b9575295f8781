package io.orderpipeline.tools.cluster;

import io.orderpipeline.tools.process.Logs;
import io.orderpipeline.tools.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of the cluster, across all its starts. Thread-safe. */
public final class Party {

    private final Program program;
    private final Path logs;
    private final List<SelfEnded> selfEnded = new ArrayList<>();
    private @Nullable RunningProcess process;
    private int starts;

    Party(Program program, Path logs) {
        this.program = program;
        this.logs = logs;
    }

    /** An exit that no fault caused. */
    public record SelfEnded(String party, int start, int exitCode, boolean wasReady) {}

    public String name() {
        return program.name();
    }

    /** Starts the process unless it is running: a slow restart may overlap with the next fault. */
    public synchronized void start() throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        starts++;
        process =
                RunningProcess.start(program.command().apply(starts), program.environment(), program.log(logs, starts));
    }

    /** SIGKILL. */
    public synchronized void kill() throws IOException {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Asks the process to end, with its end signal. */
    public synchronized void end() throws IOException, InterruptedException {
        if (process != null) {
            process.end(program.endSignal());
            process = null;
        }
    }

    /** SIGSTOP. */
    public synchronized void freeze() throws IOException, InterruptedException {
        if (process != null) {
            process.freeze();
        }
    }

    /** SIGCONT. */
    public synchronized void thaw() throws IOException, InterruptedException {
        if (process != null) {
            process.thaw();
        }
    }

    /** Restarts the process if it ended on its own, as a service manager does. */
    synchronized void restartIfEnded() throws IOException {
        if (process != null && !process.isAlive()) {
            selfEnded.add(new SelfEnded(name(), starts, process.exitCode(), isReady()));
            start();
        }
    }

    /** Whether it has logged that it is ready since its last start. */
    public synchronized boolean isReady() {
        try {
            return process != null && Logs.has(log(), program.readyLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU time since its last start. */
    public synchronized Duration processorTime() {
        return process == null ? Duration.ZERO : process.processorTime();
    }

    public synchronized int starts() {
        return starts;
    }

    public synchronized List<SelfEnded> selfEnded() {
        return List.copyOf(selfEnded);
    }

    synchronized Path log() {
        return program.log(logs, starts);
    }
}
