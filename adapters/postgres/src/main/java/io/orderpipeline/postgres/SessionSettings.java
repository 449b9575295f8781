package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the server is told about waiting and about commits.
 *
 * @param values by the names of the server's parameters
 */
record SessionSettings(Map<String, String> values) {

    /** Statements behind the commit lock have to see what was committed before it was had. */
    static final String ISOLATION = "TRANSACTION_READ_COMMITTED";

    /**
     * A process that hangs while it holds the commit lock is ended before those who wait for the lock give up. The plans are made while the
     * tables are small and kept while they grow: they must use the indexes, which each statement here has.
     */
    static final SessionSettings OF_A_SERVICE = new SessionSettings(Map.of(
            "synchronous_commit", "on",
            "idle_in_transaction_session_timeout", "4s",
            "lock_timeout", "8s",
            "statement_timeout", "15s",
            "transaction_timeout", "15s",
            "enable_seqscan", "off",
            "jit", "off"));

    /** It reads whole tables and writes them in one transaction, and others need not wait for it. */
    static final SessionSettings OF_A_COMMAND = new SessionSettings(Map.of(
            "synchronous_commit", "on",
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

    /** Once for each session. */
    String sessionSql() {
        return sql(false);
    }

    /** At the start of a transaction, for this one only. */
    String transactionSql() {
        return "set transaction isolation level read committed; " + sql(true);
    }

    /** Whether each session of this pool has them: an operator's own initial statement or isolation takes the place of these. */
    boolean areSetBy(HikariDataSource pool) {
        return sessionSql().equals(pool.getConnectionInitSql()) && ISOLATION.equals(pool.getTransactionIsolation());
    }

    /** An older server does not know all of them, and an operator may have chosen an even stronger commit for the role. */
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
