package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every connection needs so that no hung or careless peer can stop or weaken the others: limits on waiting, on both ends, and a
 * commit that is on the disk whatever the role says. The operator's own settings come on top.
 */
public final class PoolSettings {

    /** Of the pool's ten: a server has few connections, and many services may share it. */
    private static final int IDLE_CONNECTIONS = 2;

    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
    private static final int VALIDATION_TIMEOUT_MILLIS = 1_000;

    /** Of the driver, in seconds; the server's limits end first. */
    private static final Map<String, String> DRIVER = Map.of(
            "connectTimeout", "5",
            "socketTimeout", "20",
            "tcpKeepAlive", "true",
            "ApplicationName", "order-pipeline");

    /**
     * Of the session. A process that hangs while it holds the commit lock is ended before those who wait for the lock give up. The
     * plans are made while the tables are small and kept while they grow: they must use the indexes, which each statement here has.
     */
    private static final Map<String, String> SESSION = Map.of(
            "synchronous_commit", "on",
            "idle_in_transaction_session_timeout", "4s",
            "lock_timeout", "8s",
            "statement_timeout", "15s",
            "transaction_timeout", "15s",
            "enable_seqscan", "off",
            "jit", "off");

    /** Of a command in place of those: it reads whole tables and writes them in one transaction, and others need not wait for it. */
    private static final Map<String, String> LONG_SESSION = Map.of(
            "synchronous_commit", "on",
            "idle_in_transaction_session_timeout", "10min",
            "lock_timeout", "30s",
            "statement_timeout", "0",
            "transaction_timeout", "0",
            "enable_seqscan", "on",
            "jit", "off",
            "work_mem", "64MB",
            "maintenance_work_mem", "256MB");

    private PoolSettings() {}

    /** Sets them, in place of the pool's defaults. */
    public static void applyTo(HikariConfig pool) {
        DRIVER.forEach(pool::addDataSourceProperty);
        pool.setMinimumIdle(IDLE_CONNECTIONS);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setConnectionInitSql(sessionSql(SESSION));
        pool.setExceptionOverride(new GoneWithItsRole());
        // The caller says whether the database is there; the pool must be made in any case.
        pool.setInitializationFailTimeout(-1);
    }

    /** Sets those of a command, which may work for minutes on one connection. */
    public static void applyToCommand(HikariConfig pool) {
        applyTo(pool);
        pool.addDataSourceProperty("socketTimeout", "0");
        pool.setMinimumIdle(0);
        pool.setConnectionInitSql(sessionSql(LONG_SESSION));
    }

    /** An older server does not know all of them, and an operator may have chosen an even stronger commit for the role. */
    private static String sessionSql(Map<String, String> settings) {
        String wanted = settings.entrySet().stream()
                .map(setting -> "('" + setting.getKey() + "','" + setting.getValue() + "')")
                .collect(Collectors.joining(","));
        return "select set_config(name, value, false) from (values " + wanted + ") as wanted(name, value)"
                + " where name in (select name from pg_settings)"
                + " and not (name = 'synchronous_commit' and current_setting(name) = 'remote_apply')";
    }

    /** A server that became a standby takes no orders any more: the next connection may lead to its successor. */
    private static final class GoneWithItsRole implements SQLExceptionOverride {

        private static final String READ_ONLY = "25006";

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
