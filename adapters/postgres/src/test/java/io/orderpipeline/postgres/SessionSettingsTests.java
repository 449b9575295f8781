package io.orderpipeline.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a role whose commits do not wait for the disk; {@code .ci/checks/postgres.sh} shows the same behind a pooler. */
class SessionSettingsTests {

    private static final String SETTINGS = "select current_setting('synchronous_commit') || ' '"
            + " || current_setting('lock_timeout') || ' ' || current_setting('transaction_isolation')";

    private final TestDatabase owner = TestServer.database();
    private final TestDatabase careless = new TestDatabase(owner.port(), owner.name(), "careless");

    @BeforeEach
    void createRole() throws SQLException {
        owner.execute("create role careless superuser login");
        owner.execute("alter role careless set synchronous_commit = off");
        owner.execute("alter role careless set default_transaction_isolation = serializable");
    }

    @AfterEach
    void dropRole() throws SQLException {
        owner.execute("drop role careless");
        TestServer.reuse(owner);
    }

    @Test
    void commitsOnDiskWhateverTheRoleSays() {
        try (HikariDataSource pool = careless.pool()) {
            assertThat(inTransaction(pool)).isEqualTo("on 8s read committed");
        }
    }

    @Test
    void commitsOnDiskWhenTheOperatorInitializesSessionsInAnotherWay() {
        try (HikariDataSource pool = careless.pool()) {
            pool.setConnectionInitSql("set work_mem = '8MB'");
            assertThat(inTransaction(pool)).isEqualTo("on 8s read committed");
        }
    }

    @Test
    void sendsThemWithATransactionOnlyWhereSessionsDoNotHaveThem() throws SQLException {
        try (HikariDataSource pool = careless.pool()) {
            pool.setMaximumPoolSize(1);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout = '3s'");
            }
            assertThat(inTransaction(pool)).isEqualTo("on 3s read committed");
        }
    }

    @Test
    void leavesAStrongerCommitOfTheRole() throws SQLException {
        owner.execute("alter role careless set synchronous_commit = remote_apply");
        try (HikariDataSource pool = careless.pool()) {
            pool.setConnectionInitSql("select 1");
            assertThat(inTransaction(pool)).startsWith("remote_apply ");
        }
    }

    @Test
    void commitsOnDiskWhenThePoolBeginsTransactions() {
        try (HikariDataSource pool = careless.pool()) {
            pool.setAutoCommit(false);
            pool.setConnectionInitSql("select 1");
            assertThat(inTransaction(pool)).isEqualTo("on 8s read committed");
        }
    }

    @Test
    void readsCommittedDataUnderTheLockWhateverIsolationThePoolHas() {
        try (HikariDataSource pool = careless.pool()) {
            pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
            assertThat(inTransaction(pool)).isEqualTo("on 8s read committed");
        }
    }

    @Test
    void readsOneSnapshotWhateverTheOperatorSets() {
        try (HikariDataSource pool = careless.pool()) {
            pool.setConnectionInitSql("select 1");
            String settings = new Database(pool).readSnapshot(connection -> text(connection, SETTINGS));
            assertThat(settings).isEqualTo("on 8s repeatable read");
        }
    }

    @Test
    void readsAStatementAtATimeWhateverThePoolSays() {
        try (HikariDataSource pool = careless.pool()) {
            pool.setAutoCommit(false);
            boolean autoCommit = new Database(pool).read(Connection::getAutoCommit);
            assertThat(autoCommit).isTrue();
        }
    }

    private static String inTransaction(HikariDataSource pool) {
        return new Database(pool).transact(connection -> text(connection, SETTINGS));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
