package io.orderpipeline.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestServerTests {

    @Test
    void keepsItsPromisesOnThisDisk() throws SQLException {
        TestDatabase database = TestServer.emptyDatabase();
        assertThat(database.query("show fsync")).isEqualTo("on");
        assertThat(database.query("show synchronous_commit")).isEqualTo("on");
        assertThat(database.query("show full_page_writes")).isEqualTo("on");
        assertThat(database.query("show server_version")).startsWith("18.");
    }
}
