package io.orderpipeline.orders.placing.web;

import io.orderpipeline.orders.edge.StatusSentence;
import io.orderpipeline.orders.placing.InvalidOrderRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** One body for whatever goes wrong between Spring's dispatcher and the store. */
@RestControllerAdvice
final class RefusalAdvice {

    private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);

    @ExceptionHandler
    ResponseEntity<AnswerBody> invalid(InvalidOrderRequestException e) {
        return refusal(HttpStatus.BAD_REQUEST, new HttpHeaders(), String.valueOf(e.getMessage()));
    }

    /** A query that is not UTF-8 or has a broken escape: the container finds out when somebody looks for a parameter. */
    @ExceptionHandler
    ResponseEntity<AnswerBody> unreadableQuery(InvalidParameterException e) {
        return refusal(HttpStatus.BAD_REQUEST, new HttpHeaders(), "the query is not valid");
    }

    /** The client is gone; there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("client=gone cause={}", e.getMessage());
    }

    /** Spring's own refusals, which carry their status and headers such as Allow, and everything that nobody foresaw. */
    @ExceptionHandler
    ResponseEntity<AnswerBody> other(Exception e) {
        if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            return refusal(
                    refused.getStatusCode(),
                    refused.getHeaders(),
                    StatusSentence.of(refused.getStatusCode().value()));
        }
        log.error("request=failed", e);
        return refusal(HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders(), "internal error");
    }

    /** The content type is set, so that no Accept header can take the body away. */
    private static ResponseEntity<AnswerBody> refusal(HttpStatusCode status, HttpHeaders headers, String sentence) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new AnswerBody.Refusal(sentence));
    }
}
