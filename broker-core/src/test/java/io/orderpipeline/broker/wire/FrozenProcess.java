package io.orderpipeline.broker.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Suspends a process and all its children, leaving their connections open, and resumes them. */
public final class FrozenProcess {

    private FrozenProcess() {}

    public static void freeze(Process process) {
        signal("-STOP", process);
    }

    public static void thaw(Process process) {
        signal("-CONT", process);
    }

    private static void signal(String signal, Process process) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .forEach(one -> command.add(Long.toString(one.pid())));
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
