package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.edge.Refusal;
import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** One form of refusal for every failure between Spring's dispatcher and the store. */
@RestControllerAdvice
final class RefusalAdvice {

    private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);

    private final AnswerCounts counts;

    RefusalAdvice(AnswerCounts counts) {
        this.counts = counts;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalid(InvalidOrderRequestException e, HttpMethod method) {
        if (method.equals(HttpMethod.POST)) {
            counts.count(HttpStatus.BAD_REQUEST);
        }
        return Answers.refusal(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    /** An order cannot be looked up at the moment. */
    @ExceptionHandler
    ResponseEntity<byte[]> unavailable(OrdersUnavailableException e) {
        return Answers.of(e);
    }

    /** The client has disconnected, so there is no one to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("client.gone cause={}", LogValue.quoted(e.getMessage()));
    }

    /** Spring's own refusals, which carry their status and headers such as Allow, and every unexpected exception. */
    @ExceptionHandler
    ResponseEntity<byte[]> other(Exception e) {
        if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            HttpStatusCode status = refused.getStatusCode();
            return Answers.with(status)
                    .headers(refused.getHeaders())
                    .body(Refusal.of(status.value()).json());
        }
        log.error("request.failed", e);
        return Answers.internalError();
    }
}
