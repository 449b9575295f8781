package io.orderpipeline.postgres.autoconfigure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.postgres.Database;
import org.junit.jupiter.api.Test;

class PostgresListenerAutoConfigurationTests {

    /** The listener would keep the only connection, and no order would ever get one. */
    @Test
    void refusesAPoolOfOneConnection() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setMaximumPoolSize(1);
            assertThatThrownBy(() -> new PostgresListenerAutoConfiguration()
                            .commitListener(new Database(pool), CommitBell.insideOneJvm(), pool))
                    .isInstanceOf(PropertyRefusedException.class)
                    .hasMessage("spring.datasource.hikari.maximum-pool-size=1");
        }
    }
}
