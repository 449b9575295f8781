package io.orderpipeline.orders.edge;

import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Receives one body piece by piece as the container announces data, then passes the request on or refuses it. The container calls it from
 * one thread at a time.
 */
final class BodyReceiver implements ReadListener, AsyncListener {

    private static final int PIECE = 8_192;

    private final AsyncContext async;
    private final ServletInputStream in;
    private final Body body;
    private boolean refused;

    BodyReceiver(AsyncContext async, ServletInputStream in, Body body) {
        this.async = async;
        this.in = in;
        this.body = body;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE];
        while (!refused && in.isReady() && !in.isFinished()) {
            int count = in.read(piece);
            if (count > 0 && !body.append(piece, count)) {
                refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!refused) {
            async.dispatch();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        refuse(HttpServletResponse.SC_REQUEST_TIMEOUT);
    }

    /** Answers now and closes the connection; the rest of the body is not read. */
    private void refuse(int status) throws IOException {
        refused = true;
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        response.setHeader("Connection", "close");
        Refusal.of(status).write(response);
        async.complete();
    }

    /** The client disconnected or broke the framing of its body. */
    @Override
    public void onError(Throwable cause) {
        refused = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        async.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // nothing to release
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A later asynchronous cycle of the same request belongs to Spring.
    }
}
