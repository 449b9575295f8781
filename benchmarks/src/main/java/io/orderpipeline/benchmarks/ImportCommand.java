package io.orderpipeline.benchmarks;

import io.orderpipeline.benchmarks.server.ServerDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the command {@code import} of the order service as a process. */
record ImportCommand(Path jar) {

    /**
     * Moves a folder into an empty database.
     *
     * @param log the file for its output
     */
    void run(Path folder, ServerDatabase database, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "import",
                "--pipeline.data-dir=" + folder));
        command.addAll(database.arguments());
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("the import ended with " + exit + ", see " + log);
        }
    }
}
