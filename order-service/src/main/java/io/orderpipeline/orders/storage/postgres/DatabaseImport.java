package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.orders.placing.NumberedOrder;
import io.orderpipeline.orders.storage.postgres.ImportResult.AlreadyThere;
import io.orderpipeline.orders.storage.postgres.ImportResult.Imported;
import io.orderpipeline.orders.storage.postgres.ImportResult.Refused;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.SuspendedConstraints;
import io.orderpipeline.postgres.Work;
import io.orderpipeline.postgres.inbox.KeyImport;
import io.orderpipeline.postgres.inbox.LetterImport;
import io.orderpipeline.postgres.outbox.RelayProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;

/** Imports the records of files into an empty database, in one transaction that holds the commit lock. Not thread-safe. */
record DatabaseImport(StoppedFiles files, CommitWatch watch) implements Work<ImportResult> {

    /**
     * Keeps services from changing anything meanwhile: they wait, then give up as in an outage. While an empty database is being filled,
     * they cannot read either.
     */
    private static final String LOCK = """
        select seq from commit_seq where one for update;
        lock table orders, order_items, processed_notifications, dead_letters, dead_letter_changes in exclusive mode\
        """;

    private static final String HAS_ROWS = """
        select exists (select from orders),
               (select seq from commit_seq) > 0
               or exists (select from order_items)
               or exists (select from processed_notifications)
               or exists (select from dead_letter_changes)
               or (select done_seq from relay_lease) > 0\
        """;

    @Override
    public ImportResult on(Connection connection) throws SQLException {
        long floor = lock(connection);
        try (Statement statement = connection.createStatement();
                ResultSet has = statement.executeQuery(HAS_ROWS)) {
            has.next();
            if (has.getBoolean(1)) {
                return compare(connection, floor);
            }
            if (has.getBoolean(2)) {
                return new Refused("the database holds no orders, and is not empty");
            }
        }
        Optional<String> relaying = RelayProgress.relayingProcess(connection);
        return relaying.isPresent()
                ? new Refused("the service " + relaying.get() + " is using the database: stop all services first")
                : fill(connection);
    }

    private static long lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            try (ResultSet row = statement.getResultSet()) {
                if (!row.next()) {
                    throw DatabaseException.refused("the table commit_seq has no row");
                }
                return row.getLong(1);
            }
        }
    }

    /** Services may have continued from there, so rows that the files do not have are ignored. */
    private ImportResult compare(Connection connection, long floor) throws SQLException {
        long orders = count();
        if (orders == 0) {
            return new Refused("the database holds orders, and the files hold none");
        }
        Optional<String> difference =
                OrderImport.difference(connection, floor, files.orders().get());
        if (difference.isPresent()) {
            return new Refused("the database holds other orders: " + difference.get());
        }
        if (!KeyImport.holds(connection, files.keys().get())) {
            return new Refused("the database lacks notifications that the files record as sent");
        }
        return new AlreadyThere(orders);
    }

    private long count() {
        try (Stream<NumberedOrder> orders = files.orders().get()) {
            return orders.count();
        }
    }

    private ImportResult fill(Connection connection) throws SQLException {
        SuspendedConstraints constraints =
                SuspendedConstraints.of(connection, "orders", "order_items", "processed_notifications");
        KeyImport keyImport = new KeyImport();
        long orders = OrderImport.copyOrders(connection, files.orders().get());
        long items = OrderImport.copyItems(connection);
        long keys = keyImport.copy(connection, files.keys().get());
        long letters = LetterImport.copy(connection, files.letters().get());
        constraints.restore(connection);
        RelayProgress.begin(connection, files.relay());
        checkWhatIsThere(connection, keyImport);
        try {
            watch.beforeCommit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Imported(orders, items, keys, letters, files.relay().doneSeq());
    }

    private void checkWhatIsThere(Connection connection, KeyImport keys) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Without statistics on the new rows, the plans of the checks take minutes.
            statement.execute("analyze orders, order_items, processed_notifications");
        }
        OrderImport.difference(connection, 0, files.orders().get()).ifPresent(difference -> {
            throw DatabaseException.refused(difference);
        });
        require(!OrderImport.itemsDiffer(connection), "the items in order_items differ from those of the orders");
        require(keys.isWhole(connection), "the keys in processed_notifications differ from those in the files");
        require(
                LetterImport.holds(connection, files.letters().get()),
                "the dead letters differ from those in the files");
        RelayProgress.problem(connection).ifPresent(problem -> {
            throw DatabaseException.refused(problem);
        });
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw DatabaseException.refused(problem + "; nothing was imported");
        }
    }
}
