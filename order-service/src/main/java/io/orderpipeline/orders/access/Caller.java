package io.orderpipeline.orders.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who sent a request, according to its token. Stored in the request, because a body that arrives later is read on another thread. */
public final class Caller implements Filter {

    private static final String ATTRIBUTE = Caller.class.getName();

    Caller() {}

    /** The {@code sub} of the token; empty when it has none, null when no token was required. */
    public static @Nullable String of(ServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Authentication token = SecurityContextHolder.getContext().getAuthentication();
        if (token != null) {
            request.setAttribute(ATTRIBUTE, Objects.requireNonNullElse(token.getName(), ""));
        }
        chain.doFilter(request, response);
    }
}
