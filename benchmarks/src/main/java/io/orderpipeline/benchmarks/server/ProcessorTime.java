package io.orderpipeline.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Processor time as Linux counts it, in hundredths of a second. */
public final class ProcessorTime {

    private static final int TICKS_PER_SECOND = 100;

    /** Behind the name of the program, which may have blanks and is in brackets: user and system time, then that of ended children. */
    private static final int USER_TIME = 11;

    private ProcessorTime() {}

    /** Of a process and of its children that have ended; zero when it is gone. */
    public static Duration of(long pid) {
        return ticks(pid, USER_TIME, 4);
    }

    /** Of the processes that this one started and that have ended. */
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
