package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.LogValue;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills this process like {@code kill -9}: nothing is closed or saved. It waits a moment so that the page gets its response. */
final class Kill implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Kill.class);

    private static final long DELAY_MILLIS = 200;
    /** What a shell reports for a process killed with SIGKILL. */
    private static final int EXIT_CODE = 137;

    @Override
    public void run() {
        CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS).execute(Kill::now);
    }

    private static void now() {
        String pid = String.valueOf(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-9", pid).start().waitFor();
        } catch (IOException e) {
            log.debug("live.no_kill_command cause={}", LogValue.quoted(e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The kill command is missing.
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
