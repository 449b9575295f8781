package io.orderpipeline.orders.placing.web;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.edge.Refusal;
import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import io.orderpipeline.orders.placing.OrdersUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
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
    ResponseEntity<?> invalid(InvalidOrderRequestException e, HttpMethod method) {
        if (method.equals(HttpMethod.POST)) {
            counts.count(HttpStatus.BAD_REQUEST);
        }
        return refusal(HttpStatus.BAD_REQUEST, new HttpHeaders(), String.valueOf(e.getMessage()));
    }

    /** An order cannot be looked up at the moment. */
    @ExceptionHandler
    ResponseEntity<?> unavailable(OrdersUnavailableException e) {
        ResponseEntity<?> answer = PlacementAnswer.of(e);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.getBody());
    }

    /** The client has disconnected, so there is no one to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("client.gone cause={}", LogValue.quoted(e.getMessage()));
    }

    /** Spring's own refusals, which carry their status and headers such as Allow, and every unexpected exception. */
    @ExceptionHandler
    ResponseEntity<?> other(Exception e) {
        if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            HttpStatusCode status = refused.getStatusCode();
            return refusal(
                    status, refused.getHeaders(), Refusal.of(status.value()).error());
        }
        log.error("request.failed", e);
        return refusal(HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders(), "internal error");
    }

    /** Sets the content type explicitly, so that no Accept header can suppress the body. */
    private static ResponseEntity<?> refusal(HttpStatusCode status, HttpHeaders headers, String sentence) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Refusal(status.value(), sentence));
    }
}
