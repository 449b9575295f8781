package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.cluster.Database;
import io.orderpipeline.tools.judge.Stored.LeaseChange;
import io.orderpipeline.tools.judge.Stored.NotificationKey;
import io.orderpipeline.tools.judge.Stored.StoredOrder;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the judge needs from the database, and records the changes of the relay's lease there during a run. */
public final class Archive {

    private static final String WATCH = """
        create schema proof;
        -- For the variant that takes its seqs from it.
        create sequence proof.numbers;
        create table proof.lease_changes (
            n bigint generated always as identity primary key,
            by text not null,
            epoch bigint not null,
            done_seq bigint not null
        );
        create function proof.note_lease() returns trigger language plpgsql security definer as $$
        begin
            insert into proof.lease_changes (by, epoch, done_seq)
            values (current_setting('application_name'), new.epoch, new.done_seq);
            return new;
        end $$;
        create trigger proof_note_lease after update on relay_lease for each row execute function proof.note_lease()\
        """;

    private static final String UNDONE = """
        select count(*) from order_items i join orders o using (seq) left join processed_notifications p
            on p.order_id = o.order_id and p.item_id = i.item_id and p.done where p.done is null\
        """;

    private final Database database;

    public Archive(Database database) {
        this.database = database;
    }

    /** Starts recording; the tables must exist. */
    public void watch() throws SQLException {
        database.execute(WATCH);
    }

    /** The number of stored items not recorded as notified. */
    public long notNotified() throws SQLException {
        return database.select(UNDONE, row -> row.getLong(1)).get(0);
    }

    /** Reads everything that is stored. */
    public Stored read() throws SQLException {
        List<StoredOrder> orders = database.select(
                """
                select seq, order_id, item_ids, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint
                  from orders order by seq\
                """,
                row -> new StoredOrder(
                        row.getLong(1),
                        row.getString(2),
                        List.of((String[]) row.getArray(3).getArray()),
                        row.getLong(4)));
        Map<String, Long> items = new HashMap<>();
        database.select("select item_id, seq from order_items", row -> items.put(row.getString(1), row.getLong(2)));
        Map<NotificationKey, Boolean> notifications = new HashMap<>();
        database.select(
                "select order_id, item_id, done from processed_notifications",
                row -> notifications.put(new NotificationKey(row.getString(1), row.getString(2)), row.getBoolean(3)));
        return new Stored(
                orders,
                items,
                notifications,
                database.select(
                        "select 'dead letter ' || id || ' cause ' || cause || ' state ' || state from dead_letters",
                        row -> row.getString(1)),
                database.select(
                        "select by, epoch, done_seq from proof.lease_changes order by n",
                        row -> new LeaseChange(row.getString(1), row.getLong(2), row.getLong(3))));
    }
}
