package io.orderpipeline.broker.management;

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

/** Reports what is wrong with a body that cannot be read. Spring would only report a bad request. */
final class UnreadableInput implements HandlerExceptionResolver, Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        Refusal refusal = refusalOf(failure);
        if (refusal == null) {
            return null;
        }
        try {
            // The response is committed if the client disconnected in the middle of its body.
            if (!response.isCommitted()) {
                refusal.refuse(request, response);
            }
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Refusal refusalOf(Exception failure) {
        if (failure instanceof RefusedInputException refused) {
            return refused.refusal();
        }
        return failure instanceof HttpMessageNotReadableException ? Refusal.of(400) : null;
    }
}
