package io.orderpipeline.orders.edge;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * Receives a whole request body before anything else sees the request, except the token check, which reads no body. Size and time are
 * limited, and no thread waits. A body that arrived with its header, as nearly all do, is read at once; the container's poller receives the
 * others, so thousands of slow clients cost only the memory for what they have sent.
 *
 * @param limit    largest body, in bytes
 * @param deadline from the header of a request to the end of its body
 */
record BodyFilter(int limit, Duration deadline) implements Filter {

    private static final int PIECE = 8_192;

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        long announced = request.getContentLengthLong();
        boolean chunked = announced < 0 && isWithoutLength(request);
        if (announced <= 0 && !chunked) {
            chain.doFilter(request, response);
            return;
        }
        Body body = new Body(limit);
        ReceivedRequest received = new ReceivedRequest(request, body);
        if (!chunked && readAvailable(request.getInputStream(), body, announced)) {
            chain.doFilter(received, response);
            return;
        }
        ContinueValve.sendContinue(request);
        AsyncContext async = request.startAsync(received, response);
        async.setTimeout(deadline.toMillis());
        BodyReceiver receiver = new BodyReceiver(async, request.getInputStream(), body);
        async.addListener(receiver);
        request.getInputStream().setReadListener(receiver);
    }

    /** A body whose length is not announced; in HTTP/2 that can be any body. */
    private static boolean isWithoutLength(HttpServletRequest request) throws IOException {
        return request.getHeader("Transfer-Encoding") != null
                || (request.getProtocol().equals("HTTP/2.0")
                        && !request.getInputStream().isFinished());
    }

    /** Reads what has arrived; true when the body is complete. A read returns what is available, so it never blocks here. */
    private static boolean readAvailable(ServletInputStream in, Body body, long announced) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, announced)];
        while (body.length() < announced && in.available() > 0) {
            body.append(piece, in.read(piece));
        }
        return body.length() == announced;
    }
}
