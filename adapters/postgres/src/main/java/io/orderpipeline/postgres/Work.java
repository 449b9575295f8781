package io.orderpipeline.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Work to do on a connection; it may be repeated on another one. */
@FunctionalInterface
public interface Work<T> {

    /** Executes the statements and returns the result; the caller commits. */
    T on(Connection connection) throws SQLException;
}
