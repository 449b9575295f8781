package io.orderpipeline.orders.access;

import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.LogValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.ParseException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Refuses a request with the status and challenge of RFC 6750, section 3; the edge adds the same body as for every refusal. It does not say
 * why a token is invalid: a stranger must not learn anything about keys and clocks.
 */
final class AccessRefusal implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(AccessRefusal.class);

    /** Seconds after which an issuer that was unavailable may be back. */
    private static final String RETRY_AFTER = "10";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof KeysUnavailableException) {
            log.warn(
                    "token_keys.unavailable cause={}",
                    LogValue.quoted(NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        boolean tokenGiven = e instanceof OAuth2AuthenticationException;
        if (tokenGiven && log.isDebugEnabled()) {
            log.debug("token.refused reason={}", LogValue.quoted(reason(e)));
        }
        challenge(response, tokenGiven ? "Bearer error=\"invalid_token\"" : "Bearer");
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        challenge(response, "Bearer error=\"insufficient_scope\"");
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    /** What the validators say. A parser's message could repeat its input, so it is left out. */
    private static String reason(AuthenticationException e) {
        if (e.getCause() instanceof JwtValidationException refused) {
            return refused.getErrors().stream()
                    .map(OAuth2Error::getDescription)
                    .distinct()
                    .collect(Collectors.joining("; "));
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        return cause instanceof ParseException ? "not a token" : Excerpt.of(String.valueOf(cause.getMessage()));
    }

    private static void challenge(HttpServletResponse response, String challenge) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
