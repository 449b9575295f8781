package io.orderpipeline.launcher.live;

import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Snapshots as server-sent events. */
final class StreamServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Streams streams;

    StreamServlet(Streams streams) {
        this.streams = streams;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            Refusal.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED).refuse(request, response);
            return;
        }
        response.setContentType("text/event-stream;charset=utf-8");
        if (!streams.open(request, response)) {
            response.setHeader("Retry-After", "5");
            new Refusal(503, "the live page is already open " + Streams.MOST + " times; close one")
                    .refuse(request, response);
        }
    }
}
