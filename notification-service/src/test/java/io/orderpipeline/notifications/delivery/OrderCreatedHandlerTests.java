package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to an event: its notifications, its attempts and its letter. */
class OrderCreatedHandlerTests extends OrderCreatedHandlerFixture {

    @Test
    void notifiesAboutEveryItemInOrder() {
        assertThat(handle(ORDER)).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_A, ITEM_B);
    }

    @Test
    void measuresFromTheCommitWhereThatIsKnown() {
        assertThat(handle(ORDER)).isCompleted();
        assertThat(notifier.lastAsked().committedAt()).isEqualTo(ORDER.occurredAt());
        Event other = order("9", "itemZ");
        Instant committed = Instant.EPOCH.plusNanos(250_000);
        assertThat(handler.handle(new Delivery(other, Map.of(), committed, () -> {}))
                        .toCompletableFuture())
                .isCompleted();
        assertThat(notifier.lastAsked().committedAt()).isEqualTo(committed);
        assertThat(notifier.lastAsked().orderedAt()).isEqualTo(other.occurredAt());
    }

    @Test
    void acknowledgesWhenEveryItemIsDone() {
        CompletableFuture<Void> itemB = notifier.hold("itemB");
        CompletableFuture<Void> acknowledged = handle(ORDER);
        assertThat(acknowledged).isNotDone();
        itemB.complete(null);
        assertThat(acknowledged).isCompleted();
    }

    @Test
    void skipsItemsThatWereNotifiedBefore() {
        processed.record(Set.of(ITEM_A));
        assertThat(handle(ORDER)).isCompleted();
        assertThat(notifier.asked()).containsExactly(ITEM_B);
    }

    @Test
    void notifiesTheOtherItemsOfAPoisonEventAtOnce() {
        notifier.failOn("itemA", new NotificationRefusedException("no such customer"));
        assertThat(handle(ORDER)).isNotDone();
        assertThat(notifier.sent()).containsExactly(ITEM_B);
    }

    @Test
    void triesFiveTimesWithGrowingPausesBeforeItGivesUp() {
        notifier.failOn("itemA", new NotificationRefusedException("no such customer"));
        Instant start = timer.instant();
        CompletableFuture<Void> acknowledged = handle(ORDER);
        for (int attempt = 2; attempt <= 5; attempt++) {
            assertThat(acknowledged).isNotDone();
            assertThat(timer.moveToNextCall()).isTrue();
        }
        assertThat(acknowledged).isCompleted();
        assertThat(notifier.asked().stream().filter(ITEM_A::equals)).hasSize(5);
        assertThat(notifier.sent()).as("the other item is not sent again").containsExactly(ITEM_B);
        assertThat(timer.moveToNextCall()).isFalse();
        assertThat(timer.pauses()).hasSize(4).isSorted().first().satisfies(pause -> assertThat(pause)
                .isBetween(Duration.ofMillis(750), Duration.ofMillis(1_250)));
        assertThat(deadLetters.all()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(DeadLetter.idOf(ORDER));
            assertThat(letter.event()).isEqualTo(ORDER);
            assertThat(letter.failure().cause()).isEqualTo("notification-refused");
            assertThat(letter.failure().detail()).isEqualTo("itemId=itemA: no such customer");
            assertThat(letter.failure().attempts()).isEqualTo(5);
            assertThat(letter.failure().firstAttemptAt()).isEqualTo(start);
            assertThat(Duration.between(letter.failure().lastAttemptAt(), timer.instant()))
                    .isLessThan(Duration.ofMillis(1));
        });
    }

    @Test
    void restartsTheCountAfterAStopAndStillGivesUp() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        CompletableFuture<Void> beforeTheStop = handle(ORDER);
        timer.moveToNextCall();
        handler.stop();
        assertThat(beforeTheStop).isCompletedExceptionally();
        OrderCreatedHandler afterTheStart = newHandler(deadLetters);
        CompletableFuture<Void> acknowledged =
                afterTheStart.handle(new Delivery(ORDER)).toCompletableFuture();
        triesUntilItGivesUp(acknowledged, 2 + 5);
    }

    @Test
    void keepsTheCountOfAttemptsThroughAnOutage() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        CompletableFuture<Void> beforeTheOutage = handle(ORDER);
        notifier.failOn("itemA", new Outage("receiver down", Duration.ZERO));
        timer.moveToNextCall();
        assertThat(failureOf(beforeTheOutage)).isInstanceOf(Outage.class);
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        triesUntilItGivesUp(handle(ORDER), 1 + 1 + 4);
    }

    @Test
    void countsNothingBeforeItsFirstAttemptThatWasOne() {
        notifier.failOn("itemA", new Outage("receiver down", Duration.ZERO));
        assertThat(failureOf(handle(ORDER))).isInstanceOf(Outage.class);
        timer.after(Duration.ofHours(1), () -> {});
        timer.moveToNextCall();
        Instant first = timer.instant();
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        triesUntilItGivesUp(handle(ORDER), 1 + 5);
        assertThat(deadLetters.all()).singleElement().satisfies(letter -> assertThat(
                        letter.failure().firstAttemptAt())
                .isEqualTo(first));
    }

    @Test
    void remembersTheAttemptsOfNoMoreEventsThanMayWait() {
        OrderCreatedHandler small = newHandler(deadLetters, new RetryPolicy(5, Duration.ofSeconds(1), 1));
        for (Event event : List.of(order("1", "itemA"), order("2", "itemA"))) {
            notifier.failOn("itemA", new NotificationRefusedException("no"));
            CompletableFuture<Void> givenBack =
                    small.handle(new Delivery(event)).toCompletableFuture();
            notifier.failOn("itemA", new Outage("receiver down", Duration.ZERO));
            timer.moveToNextCall();
            assertThat(failureOf(givenBack)).isInstanceOf(Outage.class);
        }
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        for (Event event : List.of(order("1", "itemA"), order("2", "itemA"))) {
            CompletableFuture<Void> acknowledged =
                    small.handle(new Delivery(event)).toCompletableFuture();
            while (!acknowledged.isDone()) {
                assertThat(timer.moveToNextCall()).isTrue();
            }
        }
        assertThat(notifier.asked().stream().filter(new NotificationKey("1", "itemA")::equals))
                .as("one that counted, one of the outage, four more that counted")
                .hasSize(1 + 1 + 4);
        assertThat(notifier.asked().stream().filter(new NotificationKey("2", "itemA")::equals))
                .as("counted from the start again")
                .hasSize(1 + 1 + 5);
    }

    private void triesUntilItGivesUp(CompletableFuture<Void> acknowledged, int timesInAll) {
        while (!acknowledged.isDone()) {
            assertThat(timer.moveToNextCall()).isTrue();
        }
        assertThat(notifier.asked().stream().filter(ITEM_A::equals)).hasSize(timesInAll);
        assertThat(deadLetters.all())
                .singleElement()
                .satisfies(letter -> assertThat(letter.failure().attempts()).isEqualTo(5));
    }

    @Test
    void succeedsWhenALaterAttemptDoes() {
        notifier.failOn("itemA", new NotificationRefusedException("not yet"));
        CompletableFuture<Void> acknowledged = handle(ORDER);
        notifier.mend("itemA");
        timer.moveToNextCall();
        assertThat(acknowledged).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_B, ITEM_A);
        assertThat(deadLetters.all()).isEmpty();
    }

    @Test
    void retriesAFailureThatNothingHasForeseen() {
        notifier.failOn("itemA", new IllegalStateException("bug"));
        CompletableFuture<Void> acknowledged = handle(ORDER);
        while (timer.moveToNextCall()) {
            assertThat(timer.pauses()).hasSizeLessThan(5);
        }
        assertThat(acknowledged).isCompleted();
        assertThat(deadLetters.all()).singleElement().satisfies(letter -> {
            assertThat(letter.failure().cause()).isEqualTo("unexpected-error");
            assertThat(letter.failure().detail()).isEqualTo("itemId=itemA: java.lang.IllegalStateException: bug");
        });
    }

    @Test
    void doesNotDelayOtherEvents() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        assertThat(handle(ORDER)).isNotDone();
        assertThat(handle(new OrderCreated("124", List.of("itemC"), Instant.EPOCH)))
                .isCompleted();
    }

    @Test
    void leavesAnEventWithALetterToItsRedrive() {
        die();
        notifier.mend("itemA");
        int asked = notifier.asked().size();
        OrderCreatedHandler afterARestart = newHandler(deadLetters);
        assertThat(afterARestart.handle(new Delivery(ORDER)).toCompletableFuture())
                .isCompleted();
        deadLetters.record(new DeadLetterChange.Discarded(DeadLetter.idOf(ORDER), "gone", Instant.EPOCH));
        assertThat(afterARestart.handle(new Delivery(ORDER)).toCompletableFuture())
                .isCompleted();
        assertThat(notifier.asked()).hasSize(asked);
    }

    @Test
    void takesAnEventAgainWhoseLetterIsClosed() {
        die();
        notifier.mend("itemA");
        deadLetters.record(new DeadLetterChange.Redelivered(DeadLetter.idOf(ORDER), Instant.EPOCH));
        assertThat(handle(ORDER)).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_B, ITEM_A);
    }

    @Test
    void makesAnUnknownEventADeadLetterAtOnce() {
        Event unknown = new UnknownEvent("{\"type\":\"order.paid\"}", "unknown type or version: type=order.paid");
        assertThat(handle(unknown)).isCompleted();
        assertThat(deadLetters.all()).singleElement().satisfies(letter -> {
            assertThat(letter.event()).isEqualTo(unknown);
            assertThat(letter.state()).isEqualTo(DeadLetterState.DEAD);
            assertThat(letter.failure().cause()).isEqualTo("unknown-event");
            assertThat(letter.failure().attempts()).isEqualTo(1);
        });
    }

    @Test
    void joinsTheSameEventInFlight() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        CompletableFuture<Void> live = handle(ORDER);
        CompletableFuture<Void> replayed = handle(ORDER);
        assertThat(notifier.asked()).hasSize(2);
        notifier.mend("itemA");
        timer.moveToNextCall();
        assertThat(live).isCompleted();
        assertThat(replayed).isCompleted();
    }

    private void die() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        CompletableFuture<Void> acknowledged = handle(ORDER);
        while (timer.moveToNextCall()) {
            assertThat(timer.pauses()).hasSizeLessThan(5);
        }
        assertThat(acknowledged).isCompleted();
    }
}
