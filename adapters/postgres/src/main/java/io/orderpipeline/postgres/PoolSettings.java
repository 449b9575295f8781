package io.orderpipeline.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Map;

/**
 * Settings that keep a hung or careless peer from blocking the others or weakening durability: timeouts at both ends, and commits that
 * reach the disk whatever the role's settings. The operator's own settings override them.
 */
public final class PoolSettings {

    /** Out of the pool's ten: a server has few connections, and many services may share it. */
    private static final int IDLE_CONNECTIONS = 2;

    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
    private static final int VALIDATION_TIMEOUT_MILLIS = 1_000;

    /** The driver's settings, times in seconds; the server's timeouts are shorter. */
    private static final Map<String, String> DRIVER = Map.of(
            "connectTimeout", "5",
            "socketTimeout", "20",
            "tcpKeepAlive", "true",
            "ApplicationName", "order-pipeline");

    private PoolSettings() {}

    /** Replaces the pool's defaults. */
    public static void applyTo(HikariConfig pool) {
        DRIVER.forEach(pool::addDataSourceProperty);
        pool.setMinimumIdle(IDLE_CONNECTIONS);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        pool.setTransactionIsolation(SessionSettings.ISOLATION);
        pool.setConnectionInitSql(SessionSettings.OF_A_SERVICE.sessionSql());
        pool.setExceptionOverride(new GoneWithItsRole());
        // The caller reports an unreachable database; the pool must be created in any case.
        pool.setInitializationFailTimeout(-1);
    }

    /** Applies the settings of a command, which may work for minutes on one connection. */
    public static void applyToCommand(HikariConfig pool) {
        applyTo(pool);
        pool.addDataSourceProperty("socketTimeout", "0");
        pool.setMinimumIdle(0);
        pool.setConnectionInitSql(SessionSettings.OF_A_COMMAND.sessionSql());
    }

    /** A server that became a standby accepts no more orders: the next connection may reach its successor. */
    private static final class GoneWithItsRole implements SQLExceptionOverride {

        private static final String READ_ONLY = "25006";

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
