package io.orderpipeline.orders.storage.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.orders.placing.Orders;
import io.orderpipeline.orders.storage.CommitStatistics;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.TestDatabase;

/** One order service's connections to a database that it shares with others. */
record OrderInstance(PostgresOrders orders, HikariDataSource pool) implements AutoCloseable {

    static OrderInstance on(TestDatabase database) {
        return on(database.pool());
    }

    static OrderInstance on(HikariDataSource pool) {
        return new OrderInstance(
                new PostgresOrders(new Database(pool), Limits.USUAL, new CommitStatistics(), failure -> {
                    throw failure;
                }),
                pool);
    }

    Orders port() {
        return orders;
    }

    @Override
    public void close() {
        orders.close();
        pool.close();
    }
}
