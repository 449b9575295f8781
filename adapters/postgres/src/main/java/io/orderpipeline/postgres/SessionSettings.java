package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server's settings for timeouts, commits and plans.
 *
 * @param values by the names of the server's parameters
 */
record SessionSettings(Map<String, String> values) {

    /** Statements that run under the commit lock must see everything that was committed before it was taken. */
    static final String ISOLATION = "TRANSACTION_READ_COMMITTED";

    /**
     * A process that hangs while it holds the commit lock loses its session before those waiting for the lock give up. Plans are made while
     * the tables are small and kept while they grow: they must use the indexes, and each statement here has one.
     */
    static final SessionSettings OF_A_SERVICE = new SessionSettings(Map.of(
            "synchronous_commit", "on",
            "client_min_messages", "warning",
            "idle_in_transaction_session_timeout", "4s",
            "lock_timeout", "8s",
            "statement_timeout", "15s",
            "transaction_timeout", "15s",
            "enable_seqscan", "off",
            "jit", "off"));

    /** A command reads and writes whole tables in one transaction, and makes no service wait. */
    static final SessionSettings OF_A_COMMAND = new SessionSettings(Map.of(
            "synchronous_commit", "on",
            "client_min_messages", "warning",
            "idle_in_transaction_session_timeout", "10min",
            "lock_timeout", "30s",
            "statement_timeout", "0",
            "transaction_timeout", "0",
            "enable_seqscan", "on",
            "jit", "off",
            "work_mem", "64MB",
            "maintenance_work_mem", "256MB"));

    SessionSettings {
        values = Map.copyOf(values);
    }

    /** To be run once in each session. */
    String sessionSql() {
        return sql(false);
    }

    /** To be run at the start of a transaction, for this one only. */
    String transactionSql() {
        return sql(true);
    }

    /** Whether each session of this pool has these settings: an operator's own initial statement or isolation replaces them. */
    boolean areSetBy(HikariDataSource pool) {
        return sessionSql().equals(pool.getConnectionInitSql()) && ISOLATION.equals(pool.getTransactionIsolation());
    }

    /** Skips what an older server does not know, and keeps an even stronger commit that an operator chose for the role. */
    private String sql(boolean forTransaction) {
        String wanted = values.entrySet().stream()
                .map(setting -> "('" + setting.getKey() + "','" + setting.getValue() + "')")
                .sorted()
                .collect(Collectors.joining(","));
        return "select set_config(name, value, " + forTransaction + ") from (values " + wanted
                + ") as wanted(name, value) where name in (select name from pg_settings)"
                + " and not (name = 'synchronous_commit' and current_setting(name) = 'remote_apply')";
    }
}
