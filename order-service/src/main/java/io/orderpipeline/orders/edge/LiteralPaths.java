package io.orderpipeline.orders.edge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** Keeps a semicolon as part of the path. Spring would cut off everything after it, so that many ids would lead to the same order. */
final class LiteralPaths implements Filter {

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        String uri = request.getRequestURI();
        chain.doFilter(uri.indexOf(';') < 0 ? request : new LiteralRequest(request, literal(uri)), response);
    }

    static String literal(String uri) {
        return uri.replace(";", "%3B");
    }

    private static final class LiteralRequest extends HttpServletRequestWrapper {

        private final String uri;

        LiteralRequest(HttpServletRequest request, String uri) {
            super(request);
            this.uri = uri;
        }

        @Override
        public String getRequestURI() {
            return uri;
        }
    }
}
