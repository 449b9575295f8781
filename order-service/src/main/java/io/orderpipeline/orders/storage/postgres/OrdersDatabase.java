package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.broker.startup.ServiceEnvironment;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.DatabaseException.Effect;
import io.orderpipeline.postgres.audit.DatabaseAudit;
import io.orderpipeline.postgres.autoconfigure.ConfiguredDatabase;
import java.io.IOException;

/**
 * The database of a configuration, for commands. Not thread-safe. Its methods throw an {@link IOException} whose message says what an
 * operator can do when the database cannot be used.
 */
public final class OrdersDatabase implements AutoCloseable {

    private final ConfiguredDatabase database;

    private OrdersDatabase(ConfiguredDatabase database) {
        this.database = database;
    }

    /** The database that the service would use with this configuration. Opens no connection yet. */
    public static OrdersDatabase of(ServiceEnvironment configuration) throws IOException {
        return asking(() -> new OrdersDatabase(ConfiguredDatabase.of(configuration)));
    }

    /** Whether it has the tables of this release. */
    public boolean hasTables() throws IOException {
        return asking(database::hasTables);
    }

    /** Looks at each table, in one snapshot; it must have them. */
    public DatabaseFindings audit() throws IOException {
        return asking(() -> DatabaseFindings.of(database.database().readSnapshot(new DatabaseAudit())));
    }

    /**
     * Creates the tables where they are missing, and takes everything in that the files hold, in one transaction.
     *
     * @param watch is told about its end when something was imported
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

    /** Its address, without what may be a secret. */
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
