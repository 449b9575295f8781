package io.orderpipeline.orders.edge;

import io.orderpipeline.broker.edge.Echo;
import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses bodies in a form that is not read here, saying which is: compressed ones, and charsets besides UTF-8. */
final class MediaFilter implements Filter {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        for (String coding : Collections.list(request.getHeaders("Content-Encoding"))) {
            if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
                response.setHeader("Accept-Encoding", "identity");
                refuse("the body must not be encoded as " + Echo.of(coding), request, response);
                return;
            }
        }
        String charset = charsetOf(request.getContentType());
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            refuse("the charset must be utf-8, not " + Echo.of(charset), request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private static @Nullable String charsetOf(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        Matcher charset = CHARSET.matcher(contentType);
        return charset.find() ? charset.group(1) : null;
    }

    private static void refuse(String sentence, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        new Refusal(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, sentence).refuse(request, response);
    }
}
