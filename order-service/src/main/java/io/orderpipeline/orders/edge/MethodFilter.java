package io.orderpipeline.orders.edge;

import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers OPTIONS, including preflight requests, and refuses methods that a known path does not support. */
record MethodFilter(AllowedMethods allowed) implements Filter {

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        List<String> methods = allowed.of(request.getRequestURI());
        boolean isTaken = methods.isEmpty() || methods.contains(request.getMethod());
        if (isTaken && !(request.getMethod().equals("OPTIONS") && !methods.isEmpty())) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Allow", String.join(", ", methods));
        if (isTaken) {
            response.setContentLength(0);
        } else {
            Refusal.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED).refuse(request, response);
        }
    }
}
