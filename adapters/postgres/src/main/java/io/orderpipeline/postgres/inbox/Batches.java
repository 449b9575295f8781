package io.orderpipeline.postgres.inbox;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.commit.GroupCommit;
import io.orderpipeline.broker.commit.GroupCommit.Committer;
import io.orderpipeline.broker.commit.GroupCommit.Limits;
import io.orderpipeline.postgres.Database;
import io.orderpipeline.postgres.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Answers requests of one kind in batches, each in one transaction: while one is in progress the next one fills. A failed batch is tried
 * again soon, so a step may run twice and must be idempotent.
 *
 * <p>Thread-safe; no caller waits.
 */
final class Batches<Q, A> implements AutoCloseable {

    /** Connections that broke together, for example when the server restarted, are found one by one. */
    private static final int TRIES = 3;

    private static final long RETRY_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final GroupCommit<Pending<Q, A>> requests;

    /**
     * @param bytes   the approximate size of a request
     * @param onDeath called when the thread died of an error and the process must end
     */
    Batches(
            String thread,
            Database database,
            ToIntFunction<Q> bytes,
            Step<Q, A> step,
            Consumer<RuntimeException> onDeath) {
        requests = GroupCommit.start(
                thread,
                Limits.USUAL,
                pending -> bytes.applyAsInt(pending.request()),
                new Answering<>(database, step),
                onDeath);
    }

    /** Fails with an {@link Outage} when the database is unreachable or too many requests wait for it. */
    CompletionStage<A> ask(Q request) {
        Pending<Q, A> pending = new Pending<>(request, new CompletableFuture<>());
        if (!requests.offer(pending)) {
            pending.answer().completeExceptionally(new Outage("too many requests wait for the database"));
        }
        return pending.answer();
    }

    @Override
    public void close() {
        requests.close();
    }

    /** Processes a batch. */
    interface Step<Q, A> {

        /** Returns one answer for each request, in the same order. */
        List<A> on(Connection connection, List<Q> requests) throws SQLException;
    }

    private record Pending<Q, A>(Q request, CompletableFuture<A> answer) {}

    private record Answering<Q, A>(Database database, Step<Q, A> step) implements Committer<Pending<Q, A>> {

        @Override
        public Outcome commit(List<Pending<Q, A>> batch) {
            if (!batch.isEmpty()) {
                answer(batch);
            }
            return Outcome.DONE;
        }

        private void answer(List<Pending<Q, A>> batch) {
            List<Q> asked = batch.stream().map(Pending::request).toList();
            long start = System.nanoTime();
            for (int tries = 1; ; tries++) {
                try {
                    List<A> answers = database.transact(connection -> step.on(connection, asked));
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).answer().complete(answers.get(i));
                    }
                    return;
                } catch (DatabaseException e) {
                    if (tries == TRIES || System.nanoTime() - start > RETRY_WITHIN_NANOS) {
                        Outage outage = new Outage("the database cannot be queried: " + e.getMessage());
                        batch.forEach(pending -> pending.answer().completeExceptionally(outage));
                        return;
                    }
                }
            }
        }
    }
}
