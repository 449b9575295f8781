package io.orderpipeline.broker.edge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a request is rejected; always JSON {@code {"error": "..."}}, whichever layer rejects it. Immutable.
 *
 * @param status of the response, 400 or above
 * @param error  one clear sentence for the client
 */
public record Refusal(@JsonIgnore int status, String error) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ATTRIBUTE = Refusal.class.getName();

    /** The refusal with the default sentence of this status. */
    public static Refusal of(int status) {
        return new Refusal(status, sentence(status));
    }

    /** The refusal that {@link #refuse} stored for this request, or the default of the response's status. */
    static Refusal noted(HttpServletRequest request, int status) {
        return request.getAttribute(ATTRIBUTE) instanceof Refusal noted && noted.status == status ? noted : of(status);
    }

    /** Rejects a request before the application sees it; {@link RefusalValve} writes the response. */
    public void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(ATTRIBUTE, this);
        response.sendError(status);
    }

    /** Writes status and body at once, for a response that bypasses {@link RefusalValve}. */
    public void write(HttpServletResponse response) throws IOException {
        byte[] body = json();
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** A complete HTTP/1.1 response, for callers that reject before there is a request; the connection closes after it. */
    public byte[] raw() {
        byte[] body = json();
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
        SafetyHeaders.ALL.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        answer.writeBytes(body);
        return answer.toByteArray();
    }

    /** The body. */
    public byte[] json() {
        return MAPPER.writeValueAsBytes(this);
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 401 -> "a valid bearer token is required";
            case 403 -> "the token lacks the scope for this request";
            case 404 -> "unknown path";
            case 405 -> "method not allowed";
            case 406 -> "the response is always application/json";
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
