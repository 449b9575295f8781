package io.orderpipeline.launcher.live;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills this process as {@code kill -9} does: nothing is closed, saved or told. A moment later, so that the page gets its answer. */
final class Kill implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Kill.class);

    private static final long MOMENT_MILLIS = 200;
    /** What a shell says of a process that was killed so. */
    private static final int EXIT_CODE = 137;

    @Override
    public void run() {
        CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS).execute(Kill::now);
    }

    private static void now() {
        String pid = String.valueOf(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-9", pid).start().waitFor();
        } catch (IOException e) {
            log.debug("live.no_kill_command cause={}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Where there is no such command.
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
