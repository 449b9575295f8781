package io.orderpipeline.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done on a connection; it may be done again on another one. */
@FunctionalInterface
public interface Work<T> {

    /** The result, once the statements were executed; committing is left to the caller. */
    T on(Connection connection) throws SQLException;
}
