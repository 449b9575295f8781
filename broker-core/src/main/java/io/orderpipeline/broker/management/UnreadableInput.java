package io.orderpipeline.broker.management;

import io.orderpipeline.broker.LogValue;
import io.orderpipeline.broker.edge.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Says what is wrong with a body that no operation can be given. Spring would say only that the request is bad. */
final class UnreadableInput implements HandlerExceptionResolver, Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!(failure instanceof HttpMessageNotReadableException unreadable)) {
            return null;
        }
        try {
            new Refusal(400, problem(unreadable.getCause())).refuse(request, response);
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String problem(@Nullable Throwable cause) {
        Throwable root = cause instanceof DatabindException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof StreamReadException syntax) {
            JsonParser parser = syntax.processor();
            String name = parser == null ? null : parser.currentName();
            return syntax.getOriginalMessage().startsWith("Duplicate ") && name != null
                    ? "a member must be given once: " + LogValue.of(name)
                    : "the body must be JSON";
        }
        return "the body must be a JSON object";
    }
}
