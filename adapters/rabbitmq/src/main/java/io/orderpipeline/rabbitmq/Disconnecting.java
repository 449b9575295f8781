package io.orderpipeline.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends connections within a bounded time, also to a server that is dead or reads nothing. A write to such a server blocks, perhaps for many
 * minutes, and its thread holds locks that the client needs to end the connection, even when heartbeats are missing. Thread-safe.
 */
final class Disconnecting {

    private static final int LONGEST_ANSWER_MILLIS = 1_000;
    private static final int LONGEST_ABORT_MILLIS = 1_500;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "rabbitmq-disconnect");
        thread.setDaemon(true);
        return thread;
    });

    private Disconnecting() {}

    /** Lets the client close the socket after missing heartbeats although a write to it is blocked. */
    static void prepare(ConnectionFactory connections) {
        connections.setShutdownExecutor(THREADS);
    }

    /** Ends a connection if it is open; gives up waiting for that after 1.5 s. */
    static void abort(Connection connection) {
        Future<?> aborted = THREADS.submit(() -> connection.abort(LONGEST_ANSWER_MILLIS));
        try {
            aborted.get(LONGEST_ABORT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It ends when the server resets it, or with this process.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
