package io.orderpipeline.launcher.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Records refused orders, with the request and the answer, while the page is open. Runs after the body has been received. */
final class RefusalWatch implements Filter {

    private static final int LONGEST_SENT = 200;
    private static final String ERROR = "{\"error\":\"";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Trail trail;
    private final RefusedOrders refused;
    private final InstantSource clock;

    RefusalWatch(Trail trail, RefusedOrders refused, InstantSource clock) {
        this.trail = trail;
        this.refused = refused;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        if (!trail.isWatched() || !request.getMethod().equals("POST")) {
            chain.doFilter(request, servletResponse);
            return;
        }
        AnswerCopy answer = new AnswerCopy((HttpServletResponse) servletResponse);
        chain.doFilter(request, answer);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new WhenAnswered(answer, request));
        } else {
            note(answer, request);
        }
    }

    /** The body is in memory and can be read again. */
    private static String sent(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_SENT + 1);
        return body.length <= LONGEST_SENT ? new String(body, UTF_8) : beginning(body) + '…';
    }

    /** Ends between two characters. */
    private static String beginning(byte[] body) {
        int end = LONGEST_SENT;
        while (end > 0 && (body[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(body, 0, end, UTF_8);
    }

    /** Nothing is copied for accepted orders, which are the great majority. */
    private void note(AnswerCopy answer, HttpServletRequest request) throws IOException {
        if (answer.isRefusal()) {
            refused.add(new RefusedOrder(clock.millis(), answer.getStatus(), error(answer), sent(request)));
        }
    }

    private static String error(AnswerCopy answer) {
        try {
            return JSON.readTree(answer.body()).path("error").asString("");
        } catch (JacksonException e) {
            // A very long error was cut off.
            String cut = new String(answer.body(), UTF_8);
            return cut.startsWith(ERROR) ? cut.substring(ERROR.length()) : cut;
        }
    }

    private final class WhenAnswered implements AsyncListener {

        private final AnswerCopy answer;
        private final HttpServletRequest request;

        WhenAnswered(AnswerCopy answer, HttpServletRequest request) {
            this.answer = answer;
            this.request = request;
        }

        @Override
        public void onComplete(AsyncEvent event) throws IOException {
            note(answer, request);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // the API answers a timeout itself
        }

        @Override
        public void onError(AsyncEvent event) {
            // the client is gone
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
