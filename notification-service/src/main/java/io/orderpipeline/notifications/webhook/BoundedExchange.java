package io.orderpipeline.notifications.webhook;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends every exchange by a deadline, whatever the receiver does: a read timeout restarts with each byte, and a body, whose content does not
 * matter, may never end.
 *
 * <p>Thread-safe.
 */
final class BoundedExchange implements ExecChainHandler, AutoCloseable {

    private static final int LONGEST_BODY_READ = 8 * 1024;

    private final Duration deadline;
    private final ScheduledThreadPoolExecutor timer;

    /** @param deadline how long an exchange may take, from its connection to the end of its answer */
    BoundedExchange(Duration deadline) {
        this.deadline = deadline;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "webhook-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CancellableDependency exchange = (CancellableDependency) scope.originalRequest;
        ScheduledFuture<?> end = timer.schedule(exchange::cancel, deadline.toNanos(), TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            dropBody(response, scope.execRuntime);
            return response;
        } catch (IOException e) {
            if (exchange.isCancelled()) {
                throw new SocketTimeoutException("no answer within " + deadline.toMillis() + " ms");
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    /** Reads a short body so that its connection can be reused; otherwise the connection is closed. */
    private static void dropBody(ClassicHttpResponse response, ExecRuntime connection) {
        HttpEntity body = response.getEntity();
        response.setEntity(null);
        if (body != null && !endsSoon(body)) {
            connection.discardEndpoint();
        }
    }

    private static boolean endsSoon(HttpEntity body) {
        try {
            return body.getContent().readNBytes(LONGEST_BODY_READ + 1).length <= LONGEST_BODY_READ;
        } catch (IOException e) {
            // Only the status matters, and it has arrived.
            return false;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
