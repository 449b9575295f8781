package io.orderpipeline.broker.wire;

import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.EventPublisher;
import io.orderpipeline.broker.bus.Outage;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes through a {@link Sender} on a dedicated thread: a broker's client blocks while the broker is away, and the relay must not
 * block. The publisher's caller bounds the queue. When the broker is away, everything queued fails at once instead of event by event.
 *
 * <p>Thread-safe.
 */
public final class QueuedPublisher implements EventPublisher, AutoCloseable {

    /** Clients normally give up earlier; this limit applies even if they do not. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Sender sender;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    /** Includes messages already with the sender: a client may settle its last ones only after its close. */
    private final Set<Pending> unfinished = ConcurrentHashMap.newKeySet();

    private final Thread thread = new Thread(this::sendAll, "bus-publisher");
    private volatile boolean closed;

    private static final class Pending {

        private final WireMessage message;
        private final CompletableFuture<Void> taken = new CompletableFuture<>();

        Pending(WireMessage message) {
            this.message = message;
        }
    }

    /** Creates a publisher that owns the sender, and starts its thread. */
    public QueuedPublisher(Sender sender) {
        this.sender = sender;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        Pending pending = new Pending(WireMessage.of(delivery));
        unfinished.add(pending);
        queue.add(pending);
        if (closed) {
            failQueued(closing());
        }
        return pending.taken
                .orTimeout(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((done, failure) -> unfinished.remove(pending))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                        failure instanceof TimeoutException
                                ? new Outage("no answer from the broker within " + LONGEST_ANSWER.toSeconds() + " s")
                                : failure));
    }

    /** Fails unfinished events with an {@link Outage}: the relay republishes them after the next start. Returns within four seconds. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
        failQueued(closing());
        unfinished.forEach(pending -> settle(pending, closing()));
    }

    private void sendAll() {
        try {
            while (!closed) {
                send(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            failQueued(closing());
        }
    }

    private void send(Pending pending) {
        try {
            sender.send(pending.message).whenComplete((done, failure) -> settle(pending, failure));
        } catch (RuntimeException | Error e) {
            // An error too: without this thread nothing is published until a restart.
            settle(pending, e);
            failQueued(e);
        }
    }

    private static void settle(Pending pending, @Nullable Throwable failure) {
        if (failure == null) {
            pending.taken.complete(null);
        } else {
            pending.taken.completeExceptionally(Outage.unwrapped(failure));
        }
    }

    private void failQueued(Throwable failure) {
        for (Pending pending = queue.poll(); pending != null; pending = queue.poll()) {
            settle(pending, failure);
        }
    }

    private static Outage closing() {
        return new Outage("the connection to the broker is closed");
    }
}
