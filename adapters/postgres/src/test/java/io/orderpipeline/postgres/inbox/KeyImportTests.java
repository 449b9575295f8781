package io.orderpipeline.postgres.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.TestDatabase;
import io.orderpipeline.postgres.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyImportTests {

    private static final NotificationKey ONE = new NotificationKey("1", "a");
    private static final NotificationKey SAME_TEXT = new NotificationKey("1a", "");

    private final TestDatabase database = TestServer.database();

    @AfterEach
    void giveTheDatabaseBack() {
        TestServer.reuse(database);
    }

    @Test
    void copiesARepeatedKeyOnce() throws SQLException {
        try (Connection connection = transaction()) {
            assertThat(new KeyImport().copy(connection, Stream.of(ONE, SAME_TEXT, ONE)))
                    .isEqualTo(2);
            assertThat(KeyImport.holds(connection, Stream.of(SAME_TEXT, ONE, ONE)))
                    .isTrue();
        }
    }

    @Test
    void missesAKeyThatIsOnlyClaimedAndOneThatIsNotThere() throws SQLException {
        database.execute("insert into processed_notifications values ('1', 'a', false)");
        try (Connection connection = transaction()) {
            assertThat(KeyImport.holds(connection, Stream.of(ONE))).isFalse();
            assertThat(KeyImport.holds(connection, Stream.of(SAME_TEXT))).isFalse();
        }
    }

    @Test
    void noticesAKeyThatIsMissingAndOneThatIsAnother() throws SQLException {
        try (Connection connection = transaction();
                Statement statement = connection.createStatement()) {
            KeyImport keys = new KeyImport();
            keys.copy(connection, Stream.of(ONE, SAME_TEXT));
            assertThat(keys.isWhole(connection)).isTrue();
            statement.execute("update processed_notifications set item_id = 'b' where item_id = 'a'");
            assertThat(keys.isWhole(connection)).isFalse();
            statement.execute("delete from processed_notifications where item_id = 'b'");
            assertThat(keys.isWhole(connection)).isFalse();
        }
    }

    @Test
    void refusesAKeyThatNoRowHolds() throws SQLException {
        try (Connection connection = transaction()) {
            assertThatThrownBy(() -> new KeyImport().copy(connection, Stream.of(new NotificationKey("1", "\0"))))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("too large for the database, or not valid text");
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }
}
