package io.orderpipeline.orders.edge;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The error sentence of a refusal that has nothing better to say than its status. */
public final class StatusSentence {

    private StatusSentence() {}

    /** The sentence for a status of 400 or above. */
    public static String of(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 401 -> "a valid bearer token is required";
            case 403 -> "the token lacks the scope for this request";
            case 404 -> "unknown path";
            case 405 -> "method not allowed";
            case 406 -> "only application/json can be answered";
            case 408 -> "the request body took too long to arrive";
            case 413 -> "the request body is too large";
            case 415 -> "the content type must be application/json";
            case 500 -> "internal error";
            default -> other(status);
        };
    }

    private static String other(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "status " + status : known.getReasonPhrase().toLowerCase(Locale.ROOT);
    }
}
