package io.orderpipeline.notifications.delivery;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Delivered;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Elsewhere;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Failed;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unavailable;
import io.orderpipeline.notifications.delivery.AttemptOutcome.Unclear;
import io.orderpipeline.notifications.notification.ClaimedElsewhereException;
import io.orderpipeline.notifications.notification.Notification;
import io.orderpipeline.notifications.notification.NotificationFailedException;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One attempt to notify about every item of an event. All items are tried at once, so that a failing item does not delay the others. */
public final class DeliveryAttempt {

    static final String UNKNOWN_EVENT = "unknown-event";
    static final String REFUSED = "notification-refused";
    static final String FAILED = "notification-failed";
    static final String UNEXPECTED = "unexpected-error";

    private final NotifyCustomer notifyCustomer;
    private final AttemptTracer tracer;

    /** Makes attempts without tracing. */
    public DeliveryAttempt(NotifyCustomer notifyCustomer) {
        this(notifyCustomer, AttemptTracer.none());
    }

    public DeliveryAttempt(NotifyCustomer notifyCustomer, AttemptTracer tracer) {
        this.notifyCustomer = notifyCustomer;
        this.tracer = tracer;
    }

    /** Makes one attempt; the stage fails only for unforeseen errors. Items already notified are not notified again. */
    public CompletionStage<AttemptOutcome> attempt(Delivery delivery) {
        try {
            return tracer.trace(delivery, headers -> attempt(delivery, headers));
        } catch (RuntimeException | Error e) {
            // An exception thrown here would get lost in the calling stage, and the event with it.
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<AttemptOutcome> attempt(Delivery delivery, Map<String, String> headers) {
        Event event = delivery.event();
        if (event instanceof UnknownEvent unknown) {
            return CompletableFuture.completedStage(new Failed(UNKNOWN_EVENT, unknown.problem(), null));
        }
        OrderCreated order = (OrderCreated) event;
        List<CompletableFuture<Void>> items = notifyCustomer.once(order.itemId().stream()
                .map(item -> new Notification(
                        new NotificationKey(order.orderId(), item),
                        order.createdAt(),
                        committedAt(delivery, order),
                        headers))
                .toList());
        return CompletableFuture.allOf(items.toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> failure == null ? new Delivered() : judge(order, items));
    }

    /** How many notifications the receiver has taken since the start: evidence that it is up. */
    long sent() {
        return notifyCustomer.sent();
    }

    private static Instant committedAt(Delivery delivery, OrderCreated order) {
        Instant known = delivery.committedAt();
        return known == null ? order.createdAt() : known;
    }

    /**
     * An outage or a fault of this process comes first: the failed items are tried again together with those that could not be tried. A
     * refusal comes second: a receiver that refuses is up. Items claimed by another process come last: the next attempt asks again.
     */
    private static AttemptOutcome judge(OrderCreated order, List<CompletableFuture<Void>> items) {
        AttemptOutcome judged = new Delivered();
        for (int i = 0; i < items.size(); i++) {
            Throwable failure = failureOf(items.get(i));
            if (failure instanceof Outage outage) {
                return new Unavailable(outage);
            }
            if (failure != null && OwnFault.isBehind(failure)) {
                return new Unavailable(new Outage("this process cannot notify: " + failure));
            }
            String item = order.itemId().get(i);
            if (failure instanceof ClaimedElsewhereException claimed) {
                if (judged instanceof Delivered) {
                    judged = new Elsewhere(claimed.retryIn());
                }
            } else if (failure instanceof NotificationFailedException unclear) {
                if (!(judged instanceof Failed) && !(judged instanceof Unclear)) {
                    judged = new Unclear(
                            new Failed(FAILED, detail(item, unclear.getMessage()), null), unclear.retryAfter());
                }
            } else if (failure != null && !(judged instanceof Failed)) {
                judged = failed(item, failure);
            }
        }
        return judged;
    }

    private static Failed failed(String item, Throwable failure) {
        if (failure instanceof NotificationRefusedException) {
            return new Failed(REFUSED, detail(item, failure.getMessage()), null);
        }
        return new Failed(UNEXPECTED, detail(item, failure.toString()), failure);
    }

    private static String detail(String item, @Nullable String problem) {
        return Excerpt.of("itemId=" + item + ": " + problem);
    }

    private static @Nullable Throwable failureOf(CompletableFuture<Void> item) {
        try {
            item.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }
}
