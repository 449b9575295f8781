package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.startup.ServiceEnvironment;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.DatabaseException.Effect;
import io.orderpipeline.postgres.audit.DatabaseAudit;
import io.orderpipeline.postgres.autoconfigure.ConfiguredDatabase;
import java.io.IOException;

/**
 * The database that a configuration names, for commands. Not thread-safe. When the database cannot be used, methods throw an
 * {@link IOException} whose message tells the operator what to do.
 */
public final class OrdersDatabase implements AutoCloseable {

    private final ConfiguredDatabase database;

    private OrdersDatabase(ConfiguredDatabase database) {
        this.database = database;
    }

    /** The database that the service would use with this configuration. Does not connect yet. */
    public static OrdersDatabase of(ServiceEnvironment configuration) throws IOException {
        return asking(() -> new OrdersDatabase(ConfiguredDatabase.of(configuration)));
    }

    /** Whether it has the tables of this release. */
    public boolean hasTables() throws IOException {
        return asking(database::hasTables);
    }

    /** Checks each table, in one snapshot. The tables must exist. */
    public DatabaseFindings audit() throws IOException {
        return asking(() -> DatabaseFindings.of(database.database().readSnapshot(new DatabaseAudit())));
    }

    /**
     * Creates missing tables and imports everything in the files, in one transaction.
     *
     * @param watch told how it ends, if anything was imported
     */
    public ImportResult importFrom(StoppedFiles files, CommitWatch watch) throws IOException {
        return asking(() -> {
            database.createTables();
            try {
                return database.database().transact(new DatabaseImport(files, watch));
            } catch (RuntimeException e) {
                if (!(e instanceof DatabaseException failure && failure.effect() == Effect.UNKNOWN)) {
                    watch.notCommitted();
                }
                throw e;
            }
        });
    }

    /** Its address, without anything that may be secret. */
    @Override
    public String toString() {
        return database.toString();
    }

    @Override
    public void close() {
        database.close();
    }

    private static <T> T asking(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (PropertyRefusedException e) {
            throw new IOException(e.line(), e);
        } catch (DatabaseException e) {
            throw new IOException("the database: " + e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask() throws IOException;
    }
}
