package io.orderpipeline.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuspendedConstraintsTests {

    private final TestDatabase database = TestServer.emptyDatabase();

    @AfterEach
    void dropTheDatabase() throws SQLException {
        database.maintenance().execute("drop database " + database.name() + " with (force)");
    }

    @Test
    void leavesTheSchemaAsTheMigrationsMadeIt() throws SQLException {
        TestServer.createTables(database);
        String made = SchemaText.of(database);
        assertThat(made).contains("orders_order_id_key: UNIQUE (order_id)", "CREATE UNIQUE INDEX orders_pkey");
        try (Connection connection = transaction()) {
            SuspendedConstraints suspended =
                    SuspendedConstraints.of(connection, "orders", "order_items", "processed_notifications");
            assertThat(indexes(connection)).isZero();
            suspended.restore(connection);
            connection.commit();
        }
        assertThat(SchemaText.of(database)).isEqualTo(made);
    }

    @Test
    void leavesTheSchemaAsItIsWhenTheTransactionEndsBetween() throws SQLException {
        TestServer.createTables(database);
        String made = SchemaText.of(database);
        try (Connection connection = transaction()) {
            SuspendedConstraints.of(connection, "orders", "order_items", "processed_notifications");
        }
        assertThat(SchemaText.of(database)).isEqualTo(made);
    }

    @Test
    void findsDuplicateKeys() throws SQLException {
        database.execute("create table orders (a int constraint \"Of A\" unique)");
        try (Connection connection = transaction()) {
            SuspendedConstraints suspended = SuspendedConstraints.of(connection, "orders");
            connection.createStatement().execute("insert into orders values (1), (1)");
            assertThatThrownBy(() -> suspended.restore(connection))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("duplicate key value violates unique constraint \"Of A\" (23505)");
        }
    }

    @Test
    void leavesWhatAnOperatorBuiltOnOrChanged() throws SQLException {
        database.execute("""
            create table orders (a int constraint of_a unique, b int constraint of_b unique with (fillfactor = 70),
                                 c int constraint of_c unique, d int constraint of_d unique);
            create table theirs (a int references orders (a));
            comment on constraint of_c on orders is 'ours';
            """);
        String made = SchemaText.of(database);
        try (Connection connection = transaction()) {
            SuspendedConstraints suspended = SuspendedConstraints.of(connection, "orders");
            assertThat(indexes(connection)).isEqualTo(3);
            suspended.restore(connection);
            connection.commit();
        }
        assertThat(SchemaText.of(database)).isEqualTo(made);
    }

    @Test
    void leavesTheTablesOfAnotherOwner() throws SQLException {
        TestServer.createTables(database);
        database.execute("create role guest_of_" + database.name());
        try (Connection connection = transaction()) {
            connection.createStatement().execute("set local role guest_of_" + database.name());
            SuspendedConstraints.of(connection, "orders").restore(connection);
            assertThat(indexes(connection)).isPositive();
        } finally {
            database.execute("drop role guest_of_" + database.name());
        }
    }

    private static int indexes(Connection connection) throws SQLException {
        try (var rows = connection
                .createStatement()
                .executeQuery("select count(*) from pg_indexes"
                        + " where tablename in ('orders', 'order_items', 'processed_notifications')")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }
}
