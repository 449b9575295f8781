package io.orderpipeline.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops the primary keys and unique constraints of tables while they are filled: building an index over all rows costs a fraction of adding
 * them one by one. All of it happens in the connection's transaction, so others never see the tables without them.
 *
 * <p>Not thread-safe.
 */
public final class SuspendedConstraints {

    /**
     * Leaves out constraints that the role could not create again, that something else depends on, or that have settings their definition
     * does not show: these stay, which only costs time.
     */
    private static final String SUSPENDABLE = """
        select t.oid::regclass::text, quote_ident(c.conname), c.conname, pg_get_constraintdef(c.oid)
          from pg_constraint c
          join pg_class t on t.oid = c.conrelid
          join pg_index i on i.indexrelid = c.conindid
          join pg_class x on x.oid = i.indexrelid
         where t.oid = any (?::regclass[])
           and c.contype in ('p', 'u')
           and pg_has_role(t.relowner, 'usage') and has_schema_privilege(t.relnamespace, 'create')
           and x.reloptions is null and x.reltablespace = 0 and not i.indisreplident and not i.indisclustered
           and not exists (select from pg_depend d
                            where d.deptype = 'n'
                              and (d.refclassid, d.refobjid)
                                  in (('pg_constraint'::regclass, c.oid), ('pg_class'::regclass, x.oid)))
           and not exists (select from pg_description d where d.objoid in (c.oid, x.oid))
         order by c.oid\
        """;

    private static final String NOT_UNIQUE = "23505";

    private final List<Constraint> constraints;

    private SuspendedConstraints(List<Constraint> constraints) {
        this.constraints = constraints;
    }

    private record Constraint(String table, String quotedName, String name, String definition) {

        String drop() {
            return "alter table " + table + " drop constraint " + quotedName;
        }

        String add() {
            return "alter table " + table + " add constraint " + quotedName + " " + definition;
        }
    }

    /** Drops the constraints. Until the transaction ends, others cannot even read the tables. */
    public static SuspendedConstraints of(Connection connection, String... tables) throws SQLException {
        List<Constraint> constraints = suspendable(connection, tables);
        try (Statement statement = connection.createStatement()) {
            for (Constraint constraint : constraints) {
                statement.execute(constraint.drop());
            }
        }
        return new SuspendedConstraints(constraints);
    }

    /**
     * Restores the constraints as they were, and checks all rows.
     *
     * @throws DatabaseException when two rows have the same key
     */
    public void restore(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Constraint constraint : constraints) {
                restore(statement, constraint);
            }
        }
    }

    private static void restore(Statement statement, Constraint constraint) throws SQLException {
        try {
            statement.execute(constraint.add());
        } catch (SQLException e) {
            if (NOT_UNIQUE.equals(e.getSQLState())) {
                // The server's own message if the constraint existed when the second row was inserted.
                throw DatabaseException.refused("duplicate key value violates unique constraint \"" + constraint.name()
                        + "\" (" + NOT_UNIQUE + ")");
            }
            throw e;
        }
    }

    private static List<Constraint> suspendable(Connection connection, String... tables) throws SQLException {
        Array names = connection.createArrayOf("text", tables);
        List<Constraint> constraints = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SUSPENDABLE)) {
            select.setArray(1, names);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    constraints.add(
                            new Constraint(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
        }
        return constraints;
    }
}
