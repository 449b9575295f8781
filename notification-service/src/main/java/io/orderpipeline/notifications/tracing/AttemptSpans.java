package io.orderpipeline.notifications.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.notifications.delivery.AttemptOutcome;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Elsewhere;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Failed;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unavailable;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unclear;
import io.orderpipeline.notifications.delivery.AttemptTracer;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A span for each attempt. It belongs to the request's trace, however late it is; for an operator's redrive or replay it is the root of a
 * new trace with a link to the request. Thread-safe.
 */
record AttemptSpans(Tracer tracer) implements AttemptTracer {

    @Override
    public CompletionStage<AttemptOutcome> trace(
            Delivery delivery, Function<Map<String, String>, CompletionStage<AttemptOutcome>> attempt) {
        Span span = spanOf(delivery).startSpan();
        Map<String, String> headers = TraceContext.headersOf(span);
        return Context.root()
                .with(span)
                .wrapSupplier(() -> attempt.apply(headers))
                .get()
                .whenComplete((outcome, bug) -> end(span, outcome, bug));
    }

    private SpanBuilder spanOf(Delivery delivery) {
        SpanBuilder span = tracer.spanBuilder(OrderCreated.TYPE + " process")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceContext.parentIn(delivery.headers()));
        SpanContext link = TraceContext.linkIn(delivery.headers());
        if (link.isValid()) {
            span.addLink(link);
        }
        if (delivery.event() instanceof OrderCreated order) {
            span.setAttribute("order.id", order.orderId());
        }
        return span;
    }

    private static void end(Span span, @Nullable AttemptOutcome outcome, @Nullable Throwable bug) {
        String problem = bug == null ? problemOf(outcome) : bug.toString();
        if (problem != null) {
            span.setStatus(StatusCode.ERROR, problem);
        }
        span.end();
    }

    private static @Nullable String problemOf(@Nullable AttemptOutcome outcome) {
        if (outcome instanceof Failed failed) {
            return failed.cause();
        }
        if (outcome instanceof Unclear unclear) {
            return unclear.failed().cause();
        }
        if (outcome instanceof Unavailable unavailable) {
            return "outage: " + unavailable.outage().reason();
        }
        return outcome instanceof Elsewhere ? "another process is busy with it" : null;
    }
}
