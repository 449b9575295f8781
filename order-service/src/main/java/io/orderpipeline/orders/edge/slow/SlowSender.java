package io.orderpipeline.orders.edge.slow;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.edge.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections that never complete a request: with a byte every few seconds, one could stay open for days. Not thread-safe: used by
 * one checking thread only.
 */
final class SlowSender {

    private static final Logger log = LoggerFactory.getLogger(SlowSender.class);

    private static final byte[] REFUSAL = new Refusal(408, "the request header took too long to arrive").raw();

    private final Duration headerDeadline;
    private final Duration silence;
    private final Map<NioSocketWrapper, LastWrite> lastWrites = new WeakHashMap<>();

    /**
     * The last write to a connection.
     *
     * @param stamp  Tomcat's time of it. A time of day, which may be set at any moment, so it only tells one write from another
     * @param seenAt when this write was first seen, by {@link System#nanoTime}
     */
    private record LastWrite(long stamp, long seenAt) {}

    /**
     * Sets the limits.
     *
     * @param headerDeadline time from the first byte of a request to the end of its header
     * @param silence        how long a connection may be open with no request and no answer, as when a TLS handshake never ends or a client
     *     sends only the line breaks allowed before a request
     */
    SlowSender(Duration headerDeadline, Duration silence) {
        this.headerDeadline = headerDeadline;
        this.silence = silence;
    }

    /** Ends the connection if it is overdue. Does nothing while a thread works on it. */
    void endIfOverdue(SocketWrapperBase<NioChannel> connection) {
        if (!connection.getLock().tryLock()) {
            return;
        }
        try {
            if (connection.isClosed()) {
                return;
            }
            if (hasLateHeader(connection)) {
                connection.write(false, REFUSAL, 0, REFUSAL.length);
                connection.flush(false);
                connection.close();
            } else if (isSilent(connection)) {
                connection.close();
            }
        } catch (IOException e) {
            log.debug("client.gone cause={}", LogValue.quoted(e.getMessage()));
            connection.close();
        } catch (RuntimeException e) {
            // Whatever is wrong with this connection, the others must still be checked.
            log.error("slow_clients.check_failed", e);
            connection.close();
        } finally {
            connection.getLock().unlock();
        }
    }

    /** Between two reads of a header, a connection keeps its processor; otherwise only while it waits for a body or an answer. */
    private boolean hasLateHeader(SocketWrapperBase<NioChannel> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor) || processor.isAsync()) {
            return false;
        }
        // An HTTP/2 connection has one request per stream.
        Request request = processor.getRequest();
        long began = request == null ? -1 : request.getStartTimeNanos();
        return began >= 0 && System.nanoTime() - began > headerDeadline.toNanos();
    }

    /** A silent HTTP/2 connection ends even with requests open: their own limits, for bodies and commits, are shorter. */
    private static boolean speaksHttp2(SocketWrapperBase<NioChannel> connection) {
        return connection.getCurrentProcessor() instanceof Processor processor && processor.isUpgrade();
    }

    private boolean isSilent(SocketWrapperBase<NioChannel> connection) {
        return (connection.getCurrentProcessor() == null || speaksHttp2(connection))
                && connection instanceof NioSocketWrapper socket
                && System.nanoTime() - lastWriteTo(socket).seenAt > silence.toNanos();
    }

    private LastWrite lastWriteTo(NioSocketWrapper connection) {
        long stamp = connection.getLastWrite();
        LastWrite known = lastWrites.get(connection);
        if (known == null || known.stamp != stamp) {
            known = new LastWrite(stamp, System.nanoTime());
            lastWrites.put(connection, known);
        }
        return known;
    }
}
