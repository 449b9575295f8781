package io.orderpipeline.broker.bus;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The bus inside one JVM: publishing calls every subscriber on the caller's thread. Without a subscriber it is unavailable, since
 * nothing would take responsibility for the event.
 *
 * <p>Thread-safe.
 */
public final class InProcessEventBus implements EventPublisher, EventSource {

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        Subscriber[] now = subscribers.toArray(Subscriber[]::new);
        return switch (now.length) {
            case 0 -> CompletableFuture.failedStage(new Outage("no subscriber"));
            case 1 -> now[0].handle(delivery);
            default -> handleAll(now, delivery);
        };
    }

    @Override
    public Subscription subscribe(String name, EventHandler handler) {
        Subscriber subscriber = new Subscriber(name, handler);
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Every subscriber gets the event even if another one fails, and gets it again when the event is republished. */
    private static CompletionStage<Void> handleAll(Subscriber[] subscribers, Delivery delivery) {
        CompletableFuture<?>[] handled = new CompletableFuture<?>[subscribers.length];
        for (int i = 0; i < subscribers.length; i++) {
            handled[i] = subscribers[i].handle(delivery).toCompletableFuture();
        }
        return CompletableFuture.allOf(handled);
    }

    private static final class Subscriber {

        private final String name;
        private final EventHandler handler;

        Subscriber(String name, EventHandler handler) {
            this.name = name;
            this.handler = handler;
        }

        CompletionStage<Void> handle(Delivery delivery) {
            try {
                return handler.handle(delivery);
            } catch (Outage e) {
                return CompletableFuture.failedStage(e);
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedStage(
                        new IllegalStateException("subscriber " + name + " failed to take an event", e));
            }
        }
    }
}
