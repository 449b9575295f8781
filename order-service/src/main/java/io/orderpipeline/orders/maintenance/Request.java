package io.orderpipeline.orders.maintenance;

import io.orderpipeline.broker.startup.ServiceEnvironment;
import java.nio.file.Path;

/** A request on the command line. */
sealed interface Request {

    /** A request about a data folder. */
    sealed interface OnFolder extends Request {

        /** The folder that contains the folders of the services. */
        Path dataFolder();
    }

    /** Check all files. */
    record Verify(Path dataFolder) implements OnFolder {}

    /** Print the records of one store. */
    record Export(Path dataFolder, Store store, Format format) implements OnFolder {}

    /**
     * Replace what is damaged.
     *
     * @param confirmed whether it was confirmed on the command line
     */
    record Repair(Path dataFolder, boolean confirmed) implements OnFolder {}

    /**
     * Move all records into a database.
     *
     * @param configuration names the database
     */
    record Import(Path dataFolder, ServiceEnvironment configuration) implements OnFolder {}

    /**
     * Check all tables of a database.
     *
     * @param configuration names the database
     */
    record VerifyDatabase(ServiceEnvironment configuration) implements Request {}

    /** How records are printed. */
    enum Format {
        /** One array. */
        JSON,
        /** One object per line. */
        JSONL
    }
}
