package io.orderpipeline.tools.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A process that this program started, including its descendants. Thread-safe. */
public final class RunningProcess {

    private static final Duration END = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 10_000_000;

    private final Process process;

    private RunningProcess(Process process) {
        this.process = process;
    }

    /** Starts a process; its output is appended to the log. */
    public static RunningProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new RunningProcess(builder.start());
    }

    /** Runs a command and waits for it. */
    public static void run(List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        RunningProcess running = start(command, environment, log);
        int code = running.process.waitFor();
        if (code != 0) {
            throw new IOException(command.get(0) + " ended with exit code " + code + ", see " + log);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** CPU time so far of the processes that are still alive. */
    public Duration processorTime() {
        return family().stream()
                .flatMap(one -> one.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Sends SIGKILL and waits until all are gone. */
    public void kill() throws IOException {
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(family);
    }

    /** Sends a signal that asks it to end; kills it if it does not end in time. */
    public void end(String signal) throws InterruptedException, IOException {
        List<ProcessHandle> family = family();
        signal(signal, List.of(process.toHandle()));
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            family.forEach(ProcessHandle::destroyForcibly);
        }
        awaitEnd(family);
    }

    /** SIGSTOP. */
    public void freeze() throws InterruptedException, IOException {
        signal("STOP", family());
    }

    /** SIGCONT. */
    public void thaw() throws InterruptedException, IOException {
        signal("CONT", family());
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws InterruptedException, IOException {
        for (ProcessHandle one : processes) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(one.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private static void awaitEnd(List<ProcessHandle> family) throws IOException {
        long start = System.nanoTime();
        while (family.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() - start > END.toNanos()) {
                throw new IOException("a killed process is still alive");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
