package io.orderpipeline.broker.edge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rejects compressed bodies and charsets other than UTF-8, with an error that names the accepted form. */
public final class MediaFilter implements Filter {

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
        String charset = otherCharsetIn(request.getContentType());
        if (charset != null) {
            refuse("the charset must be utf-8, not " + Echo.of(charset), request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private static @Nullable String otherCharsetIn(@Nullable String type) {
        return type == null || type.indexOf(';') < 0
                ? null
                : CHARSET.matcher(type)
                        .results()
                        .map(charset -> charset.group(1))
                        .filter(charset -> !charset.equalsIgnoreCase("utf-8"))
                        .findFirst()
                        .orElse(null);
    }

    private static void refuse(String sentence, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        new Refusal(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, sentence).refuse(request, response);
    }
}
