package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.inbox.Claim;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import io.orderpipeline.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Sent notifications in a table that several notification services share. Thread-safe. */
public final class PostgresProcessedNotifications implements ProcessedNotifications, AutoCloseable {

    private static final String RECORD = """
        insert into processed_notifications as known (order_id, item_id, done)
        select order_id, item_id, true from unnest(?::text[], ?::text[]) as sent (order_id, item_id)
        on conflict (order_id, item_id) do update
           set done = true, claimed_by = null, claimed_until = null
         where not known.done\
        """;

    private static final String DONE = """
        select order_id, item_id
          from unnest(?::text[], ?::text[]) as asked (order_id, item_id)
          join processed_notifications using (order_id, item_id)
         where done\
        """;

    private final Batches<ClaimStep.Wish, Claim> claims;
    private final Batches<Set<NotificationKey>, Optional<Void>> records;
    private final Batches<Set<NotificationKey>, Set<NotificationKey>> questions;

    /**
     * Starts to answer.
     *
     * @param owner   names this process; new at every start, so that a restarted process waits for its own old claims
     * @param onDeath called when a thread died of an error and the process must end
     */
    public PostgresProcessedNotifications(Database database, String owner, Consumer<RuntimeException> onDeath) {
        claims = new Batches<>("inbox-claims", database, wish -> bytes(wish.keys()), new ClaimStep(owner), onDeath);
        records = new Batches<>(
                "inbox-records",
                database,
                PostgresProcessedNotifications::bytes,
                PostgresProcessedNotifications::recordAll,
                onDeath);
        questions = new Batches<>(
                "inbox-questions",
                database,
                PostgresProcessedNotifications::bytes,
                PostgresProcessedNotifications::recorded,
                onDeath);
    }

    @Override
    public CompletionStage<Claim> claim(Set<NotificationKey> keys, Duration lasting) {
        return storable(keys)
                ? claims.ask(new ClaimStep.Wish(keys, lasting))
                : CompletableFuture.failedFuture(tooLarge());
    }

    @Override
    public CompletionStage<Set<NotificationKey>> processed(Set<NotificationKey> keys) {
        return questions.ask(keys.stream().filter(KeyArrays::isStorable).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public CompletionStage<Void> record(Set<NotificationKey> keys) {
        return storable(keys) ? records.ask(keys).thenAccept(done -> {}) : CompletableFuture.failedFuture(tooLarge());
    }

    /** Answers pending requests first. */
    @Override
    public void close() {
        claims.close();
        records.close();
        questions.close();
    }

    private static List<Optional<Void>> recordAll(Connection connection, List<Set<NotificationKey>> requests)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            KeyArrays.set(insert, 1, KeyArrays.sorted(requests.stream()));
            insert.executeUpdate();
            return requests.stream().map(request -> Optional.<Void>empty()).toList();
        }
    }

    private static List<Set<NotificationKey>> recorded(Connection connection, List<Set<NotificationKey>> requests)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DONE)) {
            KeyArrays.set(select, 1, KeyArrays.sorted(requests.stream()));
            Set<NotificationKey> done = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    done.add(KeyArrays.of(rows));
                }
            }
            return requests.stream()
                    .map(request -> request.stream().filter(done::contains).collect(Collectors.toUnmodifiableSet()))
                    .toList();
        }
    }

    private static boolean storable(Set<NotificationKey> keys) {
        return keys.stream().allMatch(KeyArrays::isStorable);
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException("a key is too large for the database, or not valid text");
    }

    private static int bytes(Set<NotificationKey> keys) {
        int bytes = 0;
        for (NotificationKey key : keys) {
            bytes += 50 + key.orderId().length() + key.itemId().length();
        }
        return bytes;
    }
}
