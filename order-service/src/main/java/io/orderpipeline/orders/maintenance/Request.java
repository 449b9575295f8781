package io.orderpipeline.orders.maintenance;

import java.nio.file.Path;

/** What was asked for on the command line. */
sealed interface Request {

    /** The folder that holds those of the services. */
    Path dataFolder();

    /** Look at all files. */
    record Verify(Path dataFolder) implements Request {}

    /** Print the records of one store. */
    record Export(Path dataFolder, Store store, Format format) implements Request {}

    /**
     * Exchange what is damaged.
     *
     * @param confirmed whether it was confirmed on the command line
     */
    record Repair(Path dataFolder, boolean confirmed) implements Request {}

    /** How records are printed. */
    enum Format {
        /** One array. */
        JSON,
        /** One object a line. */
        JSONL
    }
}
