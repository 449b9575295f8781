package io.orderpipeline.postgres;

import java.sql.SQLException;

/** What the catalog says about the columns, constraints and indexes of the schema public, to be compared. */
public final class SchemaText {

    private SchemaText() {}

    /** One line for each of them, in an order that does not depend on when they were created. */
    public static String of(TestDatabase database) throws SQLException {
        return database.query("""
            select string_agg(line, e'\\n' order by line) from (
                select conrelid::regclass || ' ' || conname || ': ' || pg_get_constraintdef(oid) || ' '
                       || concat_ws(' ', contype, condeferrable, condeferred, convalidated, conkey, conislocal, coninhcount)
                  from pg_constraint where connamespace = 'public'::regnamespace
                union all
                select indexdef || ' ' || coalesce(tablespace, '') || ' '
                       || (select concat_ws(' ', indisprimary, indisunique, indisvalid, indisready, indnullsnotdistinct, reloptions,
                                            relowner::regrole)
                             from pg_index join pg_class on oid = indexrelid
                            where indexrelid = format('%I.%I', schemaname, indexname)::regclass)
                  from pg_indexes where schemaname = 'public'
                union all
                select attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' '
                       || concat_ws(' ', attnum, attnotnull, attidentity, atthasdef, attcollation::regcollation, attisdropped)
                  from pg_attribute join pg_class on pg_class.oid = attrelid
                 where relnamespace = 'public'::regnamespace and attnum > 0) as lines (line)\
            """);
    }
}
