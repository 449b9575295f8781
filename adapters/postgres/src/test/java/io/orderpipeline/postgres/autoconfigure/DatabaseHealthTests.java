package io.orderpipeline.postgres.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class DatabaseHealthTests {

    private final TestDatabase database = TestServer.emptyDatabase();
    private final HikariDataSource pool = database.pool();
    private final DatabaseHealth health = new DatabaseHealth(new Database(pool));

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void isUpWhereOrdersCanBeKept() {
        TestServer.createTables(database);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isDownWhereNothingCanBeWritten() throws SQLException {
        TestServer.createTables(database);
        database.execute("alter database " + database.name() + " set default_transaction_read_only = on");
        assertDown("the database is read-only for this user");
    }

    @Test
    void isDownWithoutATable() throws SQLException {
        TestServer.createTables(database);
        database.execute("drop table relay_lease, order_items");
        assertDown("tables are missing: order_items, relay_lease");
    }

    @Test
    void knowsEveryTable() throws SQLException {
        TestServer.createTables(database);
        String tables = database.query("select string_agg(tablename, ', ' order by tablename) from pg_tables"
                + " where schemaname = 'public' and tablename not like '%schema_history'");
        database.execute("drop table " + tables + " cascade");
        assertDown("tables are missing: " + tables);
    }

    @Test
    void waitsForNoLockOnATable() throws SQLException {
        TestServer.createTables(database);
        try (Connection operator = database.connect();
                Statement statement = operator.createStatement()) {
            statement.execute("begin; lock table orders, commit_seq, relay_lease");
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    private void assertDown(String cause) {
        Health found = health.health();
        assertThat(found.getStatus()).isEqualTo(Status.DOWN);
        assertThat(found.getDetails()).containsEntry("cause", cause);
    }
}
