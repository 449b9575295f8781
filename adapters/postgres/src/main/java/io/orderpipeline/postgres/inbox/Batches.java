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
 * Requests of one kind, answered a batch at a time, each in one transaction: while one is under way the next gathers. What fails is
 * tried again soon, so a step may be done twice, and has to leave the same behind as done once.
 *
 * <p>Thread-safe; no caller waits.
 */
final class Batches<Q, A> implements AutoCloseable {

    /** Connections that broke together, as by a restart of the server, are found one by one. */
    private static final int TRIES = 3;

    private static final long RETRY_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final GroupCommit<Pending<Q, A>> requests;

    /**
     * @param bytes   about how large a request is
     * @param onDeath is told when the thread ended of an error and the process has to end
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

    /** Fails with an {@link Outage} when the database is away or too much waits for it. */
    CompletionStage<A> ask(Q request) {
        Pending<Q, A> pending = new Pending<>(request, new CompletableFuture<>());
        if (!requests.offer(pending)) {
            pending.answer().completeExceptionally(new Outage("too much waits for the database"));
        }
        return pending.answer();
    }

    @Override
    public void close() {
        requests.close();
    }

    /** What is done with a batch. */
    interface Step<Q, A> {

        /** One answer for each request, in their order. */
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
                        Outage outage = new Outage("the database cannot be asked: " + e.getMessage());
                        batch.forEach(pending -> pending.answer().completeExceptionally(outage));
                        return;
                    }
                }
            }
        }
    }
}
