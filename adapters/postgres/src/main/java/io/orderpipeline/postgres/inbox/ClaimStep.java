package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.Claim;
import io.orderpipeline.broker.inbox.NotificationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Claims keys before their notifications are sent. Claims expire by the database's clock. Thread-safe. */
final class ClaimStep implements Batches.Step<ClaimStep.Wish, Claim> {

    /**
     * Claims the keys that are new, or whose claim is this process's own or not in force. The second statement, which starts after the first,
     * returns the others, except those whose row says that they are done.
     */
    private static final String CLAIM = """
        insert into processed_notifications as known (order_id, item_id, done, claimed_by, claimed_until)
        select order_id, item_id, false, ?, clock_timestamp() + ? * interval '1 millisecond'
          from unnest(?::text[], ?::text[]) as wanted (order_id, item_id)
        on conflict (order_id, item_id) do update
           set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
         where not known.done
           and (known.claimed_by <> excluded.claimed_by
                and known.claimed_until between clock_timestamp() and clock_timestamp() + ? * interval '1 millisecond')
               is not true
        returning order_id, item_id;
        select order_id, item_id, (extract(epoch from claimed_until - clock_timestamp()) * 1000)::bigint
          from unnest(?::text[], ?::text[]) as wanted (order_id, item_id)
          left join processed_notifications using (order_id, item_id)
         where done is not true and claimed_by is distinct from ?\
        """;

    /**
     * Twice as long as any notification may take. A claim that seems to last longer was made before the database's clock was set back.
     */
    private static final Duration LONGEST_SENSIBLE = Duration.ofMinutes(15);

    private static final Duration SOONEST_RETRY = Duration.ofMillis(50);

    private final String owner;

    /** @param owner names this process; new at every start */
    ClaimStep(String owner) {
        this.owner = owner;
    }

    /** The keys to claim, and for how long. */
    record Wish(Set<NotificationKey> keys, Duration lasting) {}

    @Override
    public List<Claim> on(Connection connection, List<Wish> wishes) throws SQLException {
        List<NotificationKey> keys = KeyArrays.sorted(wishes.stream().map(Wish::keys));
        Duration longest = wishes.stream()
                .map(Wish::lasting)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, owner);
            claim.setLong(2, longest.toMillis());
            KeyArrays.set(claim, 3, keys);
            claim.setLong(5, max(LONGEST_SENSIBLE, longest.multipliedBy(2)).toMillis());
            KeyArrays.set(claim, 6, keys);
            claim.setString(8, owner);
            claim.execute();
            Set<NotificationKey> due = new HashSet<>();
            try (ResultSet claimed = claim.getResultSet()) {
                while (claimed.next()) {
                    due.add(KeyArrays.of(claimed));
                }
            }
            claim.getMoreResults();
            Map<NotificationKey, Duration> elsewhere = new HashMap<>();
            try (ResultSet others = claim.getResultSet()) {
                while (others.next()) {
                    elsewhere.put(KeyArrays.of(others), Duration.ofMillis(others.getLong(3)));
                }
            }
            return wishes.stream().map(wish -> answer(wish, due, elsewhere)).toList();
        }
    }

    private static Claim answer(Wish wish, Set<NotificationKey> due, Map<NotificationKey, Duration> elsewhere) {
        Set<NotificationKey> mine = new HashSet<>();
        Set<NotificationKey> others = new HashSet<>();
        Duration retryIn = Duration.ZERO;
        for (NotificationKey key : wish.keys()) {
            Duration left = elsewhere.get(key);
            if (due.contains(key)) {
                mine.add(key);
            } else if (left != null) {
                others.add(key);
                retryIn = max(retryIn, max(left, SOONEST_RETRY));
            }
        }
        return new Claim(Collections.unmodifiableSet(mine), Collections.unmodifiableSet(others), retryIn);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
