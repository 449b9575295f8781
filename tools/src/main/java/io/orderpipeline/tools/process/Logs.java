package io.orderpipeline.tools.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Searches the logs of processes. */
public final class Logs {

    private Logs() {}

    /** The end of a log, for a report. */
    public static String end(Path log) throws IOException {
        String text = Files.exists(log) ? Files.readString(log, UTF_8) : "";
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    /** Whether a log contains a text. */
    public static boolean has(Path log, String text) throws IOException {
        return Files.exists(log) && new String(Files.readAllBytes(log), UTF_8).contains(text);
    }

    /** Waits until the condition holds; false if it does not in time. */
    public static boolean within(long seconds, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds)) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }
}
