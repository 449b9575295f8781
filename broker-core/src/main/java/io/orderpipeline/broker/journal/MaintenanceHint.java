package io.orderpipeline.broker.journal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells the operator which maintenance commands of the order service to run for a damaged file. */
final class MaintenanceHint {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/._:+@%,=-]+");

    private MaintenanceHint() {}

    /**
     * The sentence for messages.
     *
     * @param file in the folder of a service, itself in the data folder
     */
    static String after(Path file) {
        Path dataFolder = AtomicFiles.parent(AtomicFiles.parent(file));
        return String.format(
                Locale.ROOT,
                "Stop everything that uses the folder and run: java -jar order-service-exec.jar verify --pipeline.data-dir=%1$s, then: java -jar order-service-exec.jar repair --pipeline.data-dir=%1$s",
                inShell(dataFolder.toString()));
    }

    /** A text as one word of a shell command, quoted if it contains characters with a meaning there. */
    private static String inShell(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
