package io.orderpipeline.orders.edge.slow;

import io.orderpipeline.broker.LogValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container's connections, with limits on how long Tomcat waits for a client. Tomcat limits each single read and write, so a client
 * that sends or reads a byte now and then could hold a connection forever. Two limits are added here:
 *
 * <ul>
 *   <li>A header must be complete within a deadline: see {@link SlowSender}.
 *   <li>A thread writes an answer until the client has read it, and answers all requests a client has pipelined. While every thread is busy
 *       like that, clients that do not read are cut off, and those with very many requests get only some answers: see {@link Turn}. While
 *       other threads are free, neither does harm.
 * </ul>
 */
final class EdgeEndpoint extends NioEndpoint {

    private static final Logger log = LoggerFactory.getLogger(EdgeEndpoint.class);

    private static final long LOOK_MILLIS = 500;
    private static final long LOOK_MILLIS_WHEN_CROWDED = 100;

    private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();
    private Duration headerDeadline = Duration.ofSeconds(10);
    private volatile @Nullable Future<?> nextLook;

    void setHeaderDeadline(Duration headerDeadline) {
        this.headerDeadline = headerDeadline;
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        // Longer than the container's own timeout, which counts only from the last byte.
        Duration silence = Duration.ofMillis(Math.max(getKeepAliveTimeout(), getConnectionTimeout()))
                .plus(headerDeadline);
        look(new SlowSender(headerDeadline, silence));
    }

    /** Called when no other executor is set, such as one with virtual threads. */
    @Override
    public void createExecutor() {
        setExecutor(RequestThreads.start(getName(), getMinSpareThreads(), getMaxThreads()));
        // Makes the container shut it down like its own executor.
        internalExecutor = true;
    }

    @Override
    public void stopInternal() {
        super.stopInternal();
        Future<?> next = nextLook;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void look(SlowSender senders) {
        boolean crowded = isCrowded();
        try {
            getConnections().forEach(senders::endIfOverdue);
            if (getExecutor() instanceof ThreadPoolExecutor threads) {
                RequestThreads.serveStalledTasks(threads);
            }
            if (crowded) {
                cutOffThoseWhoDoNotRead();
            }
        } catch (RuntimeException | Error e) {
            log.error("slow_clients.not_watched", e);
        } finally {
            // Also after an error, such as a lack of memory: this method plans its own next call.
            if (isRunning()) {
                long pause = crowded ? LOOK_MILLIS_WHEN_CROWDED : LOOK_MILLIS;
                nextLook = getUtilityExecutor().schedule(() -> look(senders), pause, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Whether every thread is busy, so that no other client is answered. False for a foreign pool, whose size is unknown. */
    private boolean isCrowded() {
        int threads = getMaxThreads();
        return threads > 0 && turns.size() >= threads;
    }

    /** Counts a request for the current thread's client; true when other clients should be served first. */
    boolean endsShareWithRequest() {
        Turn turn = turns.get(Thread.currentThread());
        return turn != null && turn.endsShareWithRequest() && isCrowded();
    }

    private void cutOffThoseWhoDoNotRead() {
        List<Turn> waiting =
                turns.values().stream().filter(Turn::waitsForItsClient).toList();
        if (!waiting.isEmpty()) {
            log.warn(
                    "clients.cut_off count={} cause=\"every thread was busy, and these clients did not read their answers\"",
                    waiting.size());
            waiting.forEach(EdgeEndpoint::end);
        }
    }

    private static void end(Turn turn) {
        try {
            turn.end();
        } catch (IOException e) {
            log.debug("client.gone cause={}", LogValue.quoted(e.getMessage()));
        }
    }

    @Override
    protected SocketProcessorBase<NioChannel> createSocketProcessor(
            SocketWrapperBase<NioChannel> connection, SocketEvent event) {
        return new WatchedProcessor(connection, event);
    }

    /** Registers a turn around each run. The container reuses these processors. */
    private final class WatchedProcessor extends SocketProcessor {

        WatchedProcessor(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
            super(connection, event);
        }

        @Override
        protected void doRun() {
            Thread thread = Thread.currentThread();
            turns.put(thread, new Turn(thread, socketWrapper.getSocket().getIOChannel()));
            try {
                super.doRun();
            } finally {
                turns.remove(thread);
            }
        }
    }
}
