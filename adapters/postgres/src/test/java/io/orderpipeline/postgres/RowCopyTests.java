package io.orderpipeline.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RowCopyTests {

    private static final TestDatabase DATABASE = TestServer.database();

    @AfterAll
    static void giveTheDatabaseBack() {
        TestServer.reuse(DATABASE);
    }

    @Test
    void keepsEveryTextAsItIs() throws SQLException {
        List<@Nullable String> texts = Arrays.asList(
                "plain",
                "",
                null,
                "\\N",
                "\\.",
                "tab\there",
                "line\nbreak",
                "return\r",
                "back\\slash",
                "größe",
                "😀",
                "{a,\"b\"}");
        assertThat(copied(texts.stream())).isEqualTo(texts);
    }

    @Test
    void copiesMoreThanFitsIntoOneChunk() throws SQLException {
        List<@Nullable String> texts = new ArrayList<>(IntStream.range(0, 5_000)
                .mapToObj(i -> "text-" + i + "é".repeat(20))
                .toList());
        assertThat(copied(texts.stream())).isEqualTo(texts);
    }

    @Test
    void leavesAConnectionThatCanRollBackWhenARowCannotBeMade() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create temporary table t (text text)");
            assertThatThrownBy(() -> RowCopy.into(connection, "t (text)", Stream.of("a", "b"), text -> {
                        throw new IllegalStateException(text);
                    }))
                    .isInstanceOf(IllegalStateException.class);
            connection.rollback();
            assertThat(statement.execute("select 1")).isTrue();
        }
    }

    private static List<@Nullable String> copied(Stream<@Nullable String> texts) throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table t (n bigint generated always as identity, text text)");
            RowCopy.into(connection, "t (text)", texts, text -> Arrays.asList(text));
            List<@Nullable String> read = new ArrayList<>();
            var rows = statement.executeQuery("select text from t order by n");
            while (rows.next()) {
                read.add(rows.getString(1));
            }
            return read;
        }
    }
}
