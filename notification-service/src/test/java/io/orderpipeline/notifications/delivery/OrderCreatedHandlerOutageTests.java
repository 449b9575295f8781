package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.notifications.notification.NotificationFailedException;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.Notifier;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the handler treats as an outage, which uses up no attempt, and what as the fault of one event. */
class OrderCreatedHandlerOutageTests extends OrderCreatedHandlerFixture {

    @Test
    void usesNoAttemptInAnOutage() {
        notifier.failOn("itemB", new Outage("receiver down", Duration.ofSeconds(7)));
        for (int i = 0; i < 20; i++) {
            assertThat(failureOf(handle(ORDER))).isInstanceOfSatisfying(Outage.class, outage -> {
                assertThat(outage).hasMessage("receiver down");
                assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            });
        }
        assertThat(timer.pauses()).isEmpty();
        assertThat(deadLetters.all()).isEmpty();
        notifier.mend("itemB");
        assertThat(handle(ORDER)).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_A, ITEM_B);
    }

    static List<Throwable> faultsOfThisProcess() {
        Error gone = new NoClassDefFoundError("io/orderpipeline/notifications/webhook/WebhookMessage");
        return List.of(
                gone,
                new OutOfMemoryError("unable to create native thread"),
                new ServiceConfigurationError("a provider is gone"),
                new IllegalStateException("cannot send", gone));
    }

    /** Not even while the receiver takes everything else. */
    @ParameterizedTest
    @MethodSource("faultsOfThisProcess")
    void usesNoAttemptForAFaultOfThisProcess(Throwable fault) {
        notifier.failOn("itemB", fault);
        for (int i = 0; i < 20; i++) {
            assertThat(failureOf(handle(ORDER)))
                    .isInstanceOf(Outage.class)
                    .hasMessage("this process cannot notify: " + fault);
            deliverAnother();
        }
        assertThat(timer.pauses()).isEmpty();
        assertThat(deadLetters.all()).isEmpty();
        notifier.mend("itemB");
        assertThat(handle(ORDER)).isCompleted();
    }

    /** An event's content may be nested too deeply. */
    @Test
    void takesAStackThatOverflowsForTheFaultOfTheEvent() {
        notifier.failOn("itemA", new StackOverflowError());
        CompletableFuture<Void> acknowledged = handle(ORDER);
        while (timer.moveToNextCall()) {
            assertThat(timer.pauses()).hasSizeLessThan(5);
        }
        assertThat(acknowledged).isCompleted();
        assertThat(deadLetters.all()).hasSize(1);
    }

    @Test
    void givesBackAnEventWhoseAttemptCannotEvenBegin() {
        Error fault = new NoClassDefFoundError("a tracer");
        DeliveryAttempt attempt = new DeliveryAttempt(new NotifyCustomer(notifier, processed), (delivery, untraced) -> {
            throw fault;
        });
        OrderCreatedHandler untraceable = new OrderCreatedHandler(attempt, deadLetters, USUAL, timer, timer);
        assertThat(failureOf(untraceable.handle(new Delivery(ORDER)))).isSameAs(fault);
        assertThat(failureOf(untraceable.handle(new Delivery(ORDER))))
                .as("once more")
                .isSameAs(fault);
    }

    @Test
    void givesBackAnEventWhoseLetterCannotEvenBeLookedUp() {
        Error fault = new OutOfMemoryError("while it looked");
        OrderCreatedHandler blind = newHandler(new DeadLettersThatThrow(fault));
        assertThat(failureOf(blind.handle(new Delivery(ORDER)))).isSameAs(fault);
        assertThat(failureOf(blind.handle(new Delivery(ORDER)))).as("once more").isSameAs(fault);
    }

    @Test
    void usesNoAttemptWhileTheReceiverFailsEveryNotification() {
        notifier.failOn("itemA", new NotificationFailedException("answered 500", Duration.ofSeconds(7)));
        CompletableFuture<Void> acknowledged = handle(order("first", "itemA"));
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThat(acknowledged).isNotDone();
            timer.moveToNextCall();
        }
        assertThat(timer.pauses()).hasSize(4).allMatch(pause -> pause.compareTo(Duration.ofSeconds(7)) >= 0);
        assertOutage(acknowledged);
        for (int probe = 0; probe < 20; probe++) {
            assertOutage(handle(order("probe-" + probe % 3, "itemA")));
        }
        assertThat(timer.pauses()).as("nothing waits but for the relay").hasSize(4);
        assertThat(deadLetters.all()).isEmpty();
        notifier.mend("itemA");
        assertThat(handle(order("first", "itemA"))).isCompleted();
    }

    private void assertOutage(CompletableFuture<Void> acknowledged) {
        assertThat(failureOf(acknowledged)).isInstanceOfSatisfying(Outage.class, outage -> {
            assertThat(outage).hasMessage("itemId=itemA: answered 500");
            assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void treatsTheReceiverAsDownWhenItTakesNoneOfManyEventsInARow() {
        notifier.failOn("itemA", new NotificationFailedException("answered 500", Duration.ZERO));
        for (int i = 1; i < Notifier.FAILURES_OF_AN_OUTAGE; i++) {
            assertThat(handle(order("poison-" + i, "itemA"))).isNotDone();
        }
        deliverAnother();
        for (int i = 1; i < Notifier.FAILURES_OF_AN_OUTAGE; i++) {
            assertThat(handle(order("more-" + i, "itemA")))
                    .as("counted from the last one that was taken")
                    .isNotDone();
        }
        assertThat(failureOf(handle(order("one too many", "itemA")))).isInstanceOf(Outage.class);
        assertThat(failureOf(handle(order("and the next", "itemA")))).isInstanceOf(Outage.class);
        deliverAnother();
        assertThat(handle(order("after a sign of life", "itemA"))).isNotDone();
    }

    @Test
    void treatsAnUnreachableReceiverAsDownUntilItTakesANotification() {
        notifier.failOn("itemA", new Outage("connection refused", Duration.ZERO));
        assertThat(failureOf(handle(order("first", "itemA")))).isInstanceOf(Outage.class);
        notifier.failOn("itemA", new NotificationFailedException("answered 502", Duration.ZERO));
        assertThat(failureOf(handle(order("second", "itemA")))).isInstanceOf(Outage.class);
        deliverAnother();
        assertThat(handle(order("third", "itemA"))).isNotDone();
    }

    @Test
    void letsAnEventDieThatFailsWhileOthersAreDelivered() {
        notifier.failOn("itemA", new NotificationFailedException("answered 500", Duration.ZERO));
        Instant first = timer.instant();
        CompletableFuture<Void> acknowledged = handle(order("poison", "itemA"));
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(acknowledged).isNotDone();
            deliverAnother();
            timer.moveToNextCall();
        }
        assertThat(acknowledged).isCompleted();
        assertThat(deadLetters.all()).singleElement().satisfies(letter -> {
            assertThat(letter.failure().cause()).isEqualTo("notification-failed");
            assertThat(letter.failure().attempts()).isEqualTo(5);
            assertThat(letter.failure().firstAttemptAt()).isEqualTo(first);
        });
    }

    @Test
    void countsNothingBetweenTwoSignsThatTheReceiverIsWell() {
        notifier.failOn("itemA", new NotificationFailedException("answered 500", Duration.ofSeconds(30)));
        CompletableFuture<Void> acknowledged = handle(order("poison", "itemA"));
        for (int attempt = 1; attempt <= 5; attempt++) {
            for (int i = 0; i < 3; i++) {
                timer.moveToNextCall();
                assertThat(acknowledged).isNotDone();
            }
            assertThat(timer.pauses()).last().satisfies(pause -> assertThat(pause)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(30)));
            deliverAnother();
            timer.moveToNextCall();
        }
        assertThat(acknowledged).isCompleted();
        assertThat(deadLetters.all())
                .singleElement()
                .satisfies(letter -> assertThat(letter.failure().attempts()).isEqualTo(5));
    }

    @Test
    void usesNoAttemptWhenARefusalAndAnOutageMeet() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        notifier.failOn("itemB", new Outage("receiver down", Duration.ZERO));
        assertThat(failureOf(handle(ORDER))).isInstanceOf(Outage.class);
        assertThat(timer.pauses()).isEmpty();
    }

    @Test
    void isUnavailableWhenADeadLetterCannotBeRecorded() {
        OrderCreatedHandler fullDisk = newHandler(new UnreachableDeadLetters("disk full"));
        Event unknown = new UnknownEvent("{}", "unknown");
        assertThat(failureOf(fullDisk.handle(new Delivery(unknown))))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("disk full");
    }
}
