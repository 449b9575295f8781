package io.orderpipeline.notifications.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.notifications.notification.Notification;
import io.orderpipeline.notifications.notification.Notifier;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A span for each notification, as a child of its attempt. Thread-safe. */
record TracedNotifier(Notifier notifier, Tracer tracer) implements Notifier {

    @Override
    public CompletionStage<Void> send(Notification notification) {
        Span span = tracer.spanBuilder("notification send")
                .setSpanKind(SpanKind.CLIENT)
                .setParent(TraceContext.parentIn(notification.headers()))
                .setAttribute("order.id", notification.key().orderId())
                .setAttribute("item.id", notification.key().itemId())
                .startSpan();
        Notification traced = notification.with(TraceContext.headersOf(span));
        return Context.root()
                .with(span)
                .wrapSupplier(() -> notifier.send(traced))
                .get()
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        span.setStatus(
                                StatusCode.ERROR,
                                String.valueOf(Outage.unwrapped(failure).getMessage()));
                    }
                    span.end();
                });
    }

    @Override
    public Duration longestSend() {
        return notifier.longestSend();
    }
}
