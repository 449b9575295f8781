package io.orderpipeline.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** CPU time as counted by Linux, with a resolution of 10 ms. */
public final class ProcessorTime {

    private static final int TICKS_PER_SECOND = 100;

    /** Index after the program's name in parentheses, which may contain spaces: user and system time, then those of ended children. */
    private static final int USER_TIME = 11;

    private ProcessorTime() {}

    /** CPU time of a process and its ended children; zero if the process is gone. */
    public static Duration of(long pid) {
        return ticks(pid, USER_TIME, 4);
    }

    /** CPU time of ended child processes of this one. */
    public static Duration ofEndedChildren() {
        return ticks(ProcessHandle.current().pid(), USER_TIME + 2, 2);
    }

    private static Duration ticks(long pid, int from, int count) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = from; i < from + count; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
        } catch (NoSuchFileException gone) {
            return Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
