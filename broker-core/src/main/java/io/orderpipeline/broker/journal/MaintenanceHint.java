package io.orderpipeline.broker.journal;

import java.nio.file.Path;
import java.util.Locale;

/** What an operator is told to do about a damaged file: the command line of the order service's maintenance. */
final class MaintenanceHint {

    private MaintenanceHint() {}

    /**
     * The sentence for messages.
     *
     * @param file in the folder of a service, which is inside the data folder
     */
    static String after(Path file) {
        Path dataFolder = AtomicFiles.parent(AtomicFiles.parent(file));
        return String.format(
                Locale.ROOT,
                "Stop everything that uses the folder and run: java -jar order-service-exec.jar verify --pipeline.data-dir=%1$s, then: java -jar order-service-exec.jar repair --pipeline.data-dir=%1$s",
                dataFolder);
    }
}
