package io.orderpipeline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.ContextClosedEvent;

/** A stop closes both services, the order service first, and releases their folders. */
class OrderlyStopTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int EXIT_CODE_OF_SIGTERM = 143;

    @TempDir
    private Path folder;

    @Test
    void stopsTakingOrdersWhileNotificationsStillGoOut() {
        List<List<String>> heldWhenOrdersStop = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.start(new DataFolder(folder).arguments())) {
            pipeline.orders()
                    .addApplicationListener((ContextClosedEvent stopping) -> heldWhenOrdersStop.add(heldFolders()));
        }

        assertThat(heldWhenOrdersStop).isNotEmpty().containsOnly(List.of("orders", "notifications"));
        assertThat(heldFolders()).isEmpty();
    }

    @Test
    void releasesBothFoldersOnSigterm() throws Exception {
        Path log = folder.resolve("log");
        Process pipeline = start(log);
        try {
            assumeTrue(pipeline.supportsNormalTermination(), "there is no SIGTERM here");
            await().atMost(TIMEOUT)
                    .until(() -> !pipeline.isAlive() || Files.readString(log).contains("Order service listening on "));
            assertThat(heldFolders()).as("%s", Files.readString(log)).containsExactly("orders", "notifications");

            pipeline.destroy();

            assertThat(pipeline.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(pipeline.exitValue()).isEqualTo(EXIT_CODE_OF_SIGTERM);
            assertThat(heldFolders()).as("%s", Files.readString(log)).isEmpty();
        } finally {
            pipeline.destroyForcibly();
        }
    }

    /** In a separate JVM, because the shutdown hook under test runs when its JVM ends. */
    private Process start(Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PipelineLauncher.class.getName()));
        command.addAll(List.of(new DataFolder(folder).arguments()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The folders that their owner has not released. */
    private List<String> heldFolders() {
        return List.of("orders", "notifications").stream()
                .filter(name -> Files.exists(folder.resolve(name).resolve(".owner")))
                .toList();
    }
}
