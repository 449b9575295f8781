package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import io.orderpipeline.orders.placing.OrdersUnavailableException.Reason;
import io.orderpipeline.orders.placing.Placement;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/**
 * Answers requests when the outcomes of their orders are known, on whichever thread completes them. Spring's own asynchronous answers send
 * a request through every filter and the dispatcher a second time, which costs nearly as much as the first.
 *
 * <p>Thread-safe.
 */
final class AsyncAnswers {

    private static final Logger log = LoggerFactory.getLogger(AsyncAnswers.class);

    private final AnswerCounts counts;
    private final Duration timeout;

    /**
     * @param timeout the longest wait for an outcome; longer than any commit takes, since the store itself reports when it cannot commit
     */
    AsyncAnswers(AnswerCounts counts, Duration timeout) {
        this.counts = counts;
        this.timeout = timeout;
    }

    /** Leaves the request open until the outcome is known. */
    void await(CompletionStage<Placement> outcome, HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(timeout.toMillis());
        OpenRequest open = new OpenRequest(async, response);
        async.addListener(open);
        outcome.whenComplete(open::answer);
    }

    /** One waiting request. Whichever comes first, the outcome or the container's timeout, decides the answer. */
    private final class OpenRequest implements AsyncListener {

        private final AsyncContext async;
        private final HttpServletResponse response;
        private final AtomicBoolean closed = new AtomicBoolean();

        OpenRequest(AsyncContext async, HttpServletResponse response) {
            this.async = async;
            this.response = response;
        }

        void answer(@Nullable Placement placement, @Nullable Throwable failure) {
            if (placement != null) {
                answer(Answers.of(placement));
            } else if (failure instanceof OrdersUnavailableException unavailable) {
                answer(Answers.of(unavailable));
            } else {
                log.error("request.failed", failure);
                answer(Answers.internalError());
            }
        }

        private void answer(ResponseEntity<byte[]> answer) {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            counts.count(answer.getStatusCode());
            try {
                write(answer);
                async.complete();
            } catch (IOException | IllegalStateException e) {
                log.debug("client.gone cause={}", LogValue.quoted(e.getMessage()));
            } catch (RuntimeException e) {
                // Nothing observes the resulting stage, so log here.
                log.error("answer.failed", e);
            }
        }

        /**
         * Fills the response's buffer. Nothing is sent from here: the container sends it, on its own thread, when the request is completed.
         * With a content length set it would send at once, and a client that does not read would block all others.
         */
        private void write(ResponseEntity<byte[]> answer) throws IOException {
            byte[] json = Objects.requireNonNull(answer.getBody());
            response.setStatus(answer.getStatusCode().value());
            answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            if (json.length >= response.getBufferSize()) {
                response.setBufferSize(json.length + 1);
            }
            response.getOutputStream().write(json);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            log.warn("request.given_up after={}ms", timeout.toMillis());
            answer(Answers.of(new OrdersUnavailableException(Reason.OUTCOME_UNKNOWN, "no outcome in time")));
        }

        @Override
        public void onError(AsyncEvent event) {
            closed.set(true);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            closed.set(true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The request does not start another asynchronous cycle.
        }
    }
}
