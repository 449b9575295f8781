package io.orderpipeline.orders.edge;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Receives one body piece by piece as the container announces them, then lets the request go on. A body that is too large is
 * answered at once and its rest read and dropped until the deadline: closing earlier would reset the connection
 * before the client has read the answer.
 *
 * <p>The container calls it from one thread at a time.
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

    /** Answers now, and never lets the request go on. */
    void refuse(int status) throws IOException {
        refused = true;
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        response.setHeader("Connection", "close");
        RefusalWriter.write(response, status);
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE];
        while (in.isReady() && !in.isFinished()) {
            int count = in.read(piece);
            if (count > 0 && !refused && !body.append(piece, count)) {
                refuse(413);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (refused) {
            async.complete();
        } else {
            async.dispatch();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (!refused) {
            refuse(HttpServletResponse.SC_REQUEST_TIMEOUT);
        }
        async.complete();
    }

    /** The client went away or broke the framing of its body. */
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
        // a later asynchronous cycle of the same request is Spring's
    }
}
