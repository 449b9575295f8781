package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.LetterCount;
import io.orderpipeline.broker.inbox.LetterFilter;
import io.orderpipeline.broker.inbox.LetterPage;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import io.orderpipeline.postgres.StorableText;
import io.orderpipeline.postgres.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Dead letters in tables that several notification services share. Thread-safe. */
public final class PostgresDeadLetters implements DeadLetters, AutoCloseable {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    /** In characters. A letter's history is read as a whole, and no service makes a change larger than this. */
    private static final int LARGEST_CHANGE = 16 << 20;

    private final Database database;
    private final Batches<DeadLetterChange, Boolean> changes;
    private final Batches<Event, Boolean> questions;

    /**
     * Starts to answer.
     *
     * @param onDeath called when a thread died of an error and the process must end
     */
    public PostgresDeadLetters(Database database, Consumer<RuntimeException> onDeath) {
        this.database = database;
        this.changes = new Batches<>(
                "letter-changes", database, PostgresDeadLetters::size, PostgresDeadLetters::recordAll, onDeath);
        this.questions =
                new Batches<>("letter-questions", database, event -> 100, PostgresDeadLetters::areOpen, onDeath);
    }

    @Override
    public CompletionStage<Void> record(DeadLetterChange change) {
        if (size(change) > LARGEST_CHANGE) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a change of " + size(change) + " characters is too large"));
        }
        return changes.ask(change).thenAccept(recorded -> {
            if (!recorded) {
                throw new IllegalStateException("there is no dead letter " + change.id());
            }
        });
    }

    @Override
    public CompletionStage<Optional<DeadLetter>> find(String id) {
        return ID.matcher(id).matches()
                ? read(connection -> LetterRows.find(connection, id))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<LetterPage> page(LetterFilter filter, long after, int limit) {
        String cause = filter.cause();
        return cause == null || StorableText.is(cause)
                ? read(connection -> LetterRows.page(connection, filter, after, limit))
                : CompletableFuture.completedFuture(new LetterPage(List.of(), java.util.OptionalLong.empty()));
    }

    @Override
    public CompletionStage<List<LetterCount>> counts() {
        return read(LetterRows::counts);
    }

    @Override
    public CompletionStage<Boolean> isOpenFor(Event event) {
        return questions.ask(event);
    }

    /** Answers pending requests first. */
    @Override
    public void close() {
        changes.close();
        questions.close();
    }

    /** On the caller's thread, since operators' questions are rare. */
    private <T> CompletionStage<T> read(Work<T> work) {
        try {
            return CompletableFuture.completedFuture(database.read(work));
        } catch (DatabaseException e) {
            return CompletableFuture.failedFuture(new Outage("the database cannot be queried: " + e.getMessage()));
        }
    }

    /** By id: processes that lock the same rows in different orders would deadlock. Changes of one letter keep their order. */
    private static List<Boolean> recordAll(Connection connection, List<DeadLetterChange> changes) throws SQLException {
        Map<DeadLetterChange, Boolean> recorded = new HashMap<>();
        List<DeadLetterChange> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparing(DeadLetterChange::id));
        for (DeadLetterChange change : sorted) {
            recorded.put(change, LetterRows.record(connection, change));
        }
        return changes.stream()
                .map(change -> recorded.getOrDefault(change, false))
                .toList();
    }

    /** For orders, an id, which is a hash, is computed only when one of them has an open letter. */
    private static List<Boolean> areOpen(Connection connection, List<Event> events) throws SQLException {
        List<String> orderIds = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Event event : events) {
            String orderId = LetterRows.orderOf(event);
            if (orderId == null) {
                ids.add(DeadLetter.idOf(event));
            } else {
                orderIds.add(orderId);
            }
        }
        Set<String> open = Set.copyOf(LetterRows.open(connection, orderIds, ids));
        return events.stream()
                .map(event -> !open.isEmpty() && open.contains(DeadLetter.idOf(event)))
                .toList();
    }

    private static int size(DeadLetterChange change) {
        return change instanceof Died died ? LetterJson.of(died).length() : 200;
    }
}
