package io.orderpipeline.postgres.autoconfigure;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Checks that a server is fit for orders: an accepted one must survive a power cut, and every id must be stored unchanged. */
final class ServerCheck {

    private static final int OLDEST = 14;

    private ServerCheck() {}

    /** What is wrong with the server and how to fix it; null if nothing is. */
    static @Nullable String adviceFor(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet server =
                        statement.executeQuery("select current_setting('fsync'), current_setting('server_encoding'),"
                                + " current_setting('server_version_num')::int / 10000, current_setting('server_version'),"
                                + " pg_is_in_recovery()")) {
            server.next();
            if (!"on".equals(server.getString(1))) {
                return "set fsync=on on this server: with fsync=" + server.getString(1)
                        + " a power cut loses accepted orders";
            }
            if (!"UTF8".equals(server.getString(2))) {
                return "use a database with the encoding UTF8, not " + server.getString(2);
            }
            if (server.getInt(3) < OLDEST) {
                return "use PostgreSQL " + OLDEST + " or newer, not " + server.getString(4);
            }
            return server.getBoolean(5) ? "use the primary server: this one is a standby" : null;
        }
    }

    /** @throws PropertyRefusedException when this server is not fit for orders */
    static void require(Connection connection, String url) throws SQLException {
        String advice = adviceFor(connection);
        if (advice != null) {
            throw new PropertyRefusedException(DatabaseUrl.PROPERTY, url, advice);
        }
    }

    /** @throws PropertyRefusedException when its transactions are read-only, whatever the user's privileges */
    static void requireWritable(Connection connection, String url) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("select current_setting('transaction_read_only')")) {
            setting.next();
            if ("on".equals(setting.getString(1))) {
                throw new PropertyRefusedException(
                        DatabaseUrl.PROPERTY,
                        url,
                        "let the service write: default_transaction_read_only is on, for its user, the database, the"
                                + " server or its connections");
            }
        }
    }
}
