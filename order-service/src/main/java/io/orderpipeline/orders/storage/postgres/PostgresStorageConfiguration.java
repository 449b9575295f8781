package io.orderpipeline.orders.storage.postgres;

import io.orderpipeline.broker.outbox.file.OrdersLeftBehind;
import io.orderpipeline.broker.startup.FailStop;
import io.orderpipeline.broker.startup.PipelineProperties;
import io.orderpipeline.orders.placing.OrderProgress;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.storage.CommitProperties;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.postgres.Database;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps orders in PostgreSQL when that is the store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommitProperties.class)
@ConditionalOnProperty(name = "pipeline.store", havingValue = "postgres")
class PostgresStorageConfiguration {

    @Bean
    CommitStatistics commitStatistics() {
        return new CommitStatistics();
    }

    @Bean
    Orders orders(
            Database database,
            PipelineProperties pipeline,
            CommitProperties commit,
            CommitStatistics statistics,
            FailStop failStop) {
        OrdersLeftBehind.refuse(pipeline.ordersFolder(), pipeline.notificationsFolder());
        return new PostgresOrders(database, commit.limits(), statistics, failStop);
    }

    @Bean
    OrderProgress orderProgress(Database database, @Value("${pipeline.broker:in-process}") String broker) {
        // Without a broker, notification services read their events from this database, so their inbox must be here.
        return new SharedInboxProgress(database, broker.equals("in-process"));
    }
}
