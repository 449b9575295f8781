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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Refuses requests whose Accept gives JSON a weight of 0, as in {@code application/json;q=0}, which Spring treats as a last choice. */
final class AcceptFilter implements Filter {

    private static final Comparator<MediaType> BY_PRECISION = Comparator.comparing(
                    (MediaType range) -> !range.isWildcardType())
            .thenComparing(range -> !range.isWildcardSubtype());

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        if (rulesOutJson(Collections.list(request.getHeaders("Accept")))) {
            Refusal.of(HttpServletResponse.SC_NOT_ACCEPTABLE).refuse(request, (HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The most specific range decides. A malformed list of ranges is left to Spring, which refuses it. */
    static boolean rulesOutJson(List<String> accept) {
        if (accept.stream().noneMatch(ranges -> ranges.contains("0"))) {
            return false;
        }
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .filter(range -> range.includes(MediaType.APPLICATION_JSON))
                    .max(BY_PRECISION.thenComparing(MediaType::getQualityValue))
                    .filter(range -> range.getQualityValue() == 0)
                    .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
