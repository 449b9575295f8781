package io.orderpipeline.postgres.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.startup.PropertyRefusedException;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.outbox.CommitListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Listens for commits if there is a relay. */
@AutoConfiguration(
        after = PostgresOutboxAutoConfiguration.class,
        afterName = {
            "io.orderpipeline.broker.autoconfigure.SubscriberAutoConfiguration",
            "io.orderpipeline.broker.autoconfigure.RelayAutoConfiguration"
        })
@ConditionalOnBean({Database.class, OutboxRelay.class})
class PostgresListenerAutoConfiguration {

    @Bean
    CommitListener commitListener(Database database, CommitBell bell, HikariDataSource pool) {
        if (pool.getMaximumPoolSize() == 1) {
            throw new PropertyRefusedException(
                    "spring.datasource.hikari.maximum-pool-size",
                    1,
                    "use 2 at least: the relay keeps one connection to listen for commits");
        }
        return CommitListener.start(database, bell);
    }
}
