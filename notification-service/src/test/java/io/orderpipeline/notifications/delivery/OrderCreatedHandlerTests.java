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
import io.orderpipeline.broker.inbox.DeadLetters;
import io.orderpipeline.broker.inbox.InMemoryDeadLetters;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.ClaimedElsewhereException;
import io.orderpipeline.notifications.notification.NotificationFailedException;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.Notifier;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import io.orderpipeline.notifications.notification.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderCreatedHandlerTests {

    private static final Event ORDER = new OrderCreated("123", List.of("itemA", "itemB"), Instant.EPOCH);
    private static final NotificationKey ITEM_A = new NotificationKey("123", "itemA");
    private static final NotificationKey ITEM_B = new NotificationKey("123", "itemB");

    private final RecordingNotifier notifier = new RecordingNotifier();
    private final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final HandMovedTimer timer = new HandMovedTimer();
    private final OrderCreatedHandler handler = newHandler(deadLetters);

    private int others;

    private OrderCreatedHandler newHandler(DeadLetters letters) {
        return newHandler(letters, RetryPolicy.defaults());
    }

    private OrderCreatedHandler newHandler(DeadLetters letters, RetryPolicy policy) {
        DeliveryAttempt attempt = new DeliveryAttempt(new NotifyCustomer(notifier, processed));
        return new OrderCreatedHandler(attempt, letters, policy, timer, timer);
    }

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
    void countsAttemptsAnewAfterAStopAndStillGivesUp() {
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
        notifier.failOn("itemA", new Outage("far end down", Duration.ZERO));
        timer.moveToNextCall();
        assertThat(failureOf(beforeTheOutage)).isInstanceOf(Outage.class);
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        triesUntilItGivesUp(handle(ORDER), 1 + 1 + 4);
    }

    @Test
    void countsNothingBeforeItsFirstAttemptThatWasOne() {
        notifier.failOn("itemA", new Outage("far end down", Duration.ZERO));
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
            notifier.failOn("itemA", new Outage("far end down", Duration.ZERO));
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

    @Test
    void givesAnEventBackThatItsBusCannotPark() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        Runnable broken = () -> {
            throw new IllegalStateException("bug");
        };
        CompletableFuture<Void> acknowledged =
                handler.handle(new Delivery(ORDER, Map.of(), broken)).toCompletableFuture();
        assertThat(failureOf(acknowledged)).hasMessageContaining("bug");
        assertThat(handler.parkedNotifications()).isZero();
    }

    @Test
    void triesNothingOnceAsManyAreParkedAsMayWait() {
        OrderCreatedHandler small = newHandler(deadLetters, new RetryPolicy(5, Duration.ofSeconds(1), 2));
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        assertThat(small.handle(new Delivery(ORDER)).toCompletableFuture()).isNotDone();
        assertThat(failureOf(small.handle(new Delivery(order("3", "itemC"))))).isInstanceOf(Outage.class);
        assertThat(notifier.asked()).doesNotContain(new NotificationKey("3", "itemC"));
    }

    @Test
    void triesNothingOnceItIsStopped() {
        handler.stop();
        assertThat(failureOf(handle(ORDER))).isInstanceOf(Outage.class);
        assertThat(notifier.asked()).isEmpty();
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
    void usesNoAttemptInAnOutage() {
        notifier.failOn("itemB", new Outage("far end down", Duration.ofSeconds(7)));
        for (int i = 0; i < 20; i++) {
            assertThat(failureOf(handle(ORDER))).isInstanceOfSatisfying(Outage.class, outage -> {
                assertThat(outage).hasMessage("far end down");
                assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            });
        }
        assertThat(timer.pauses()).isEmpty();
        assertThat(deadLetters.all()).isEmpty();
        notifier.mend("itemB");
        assertThat(handle(ORDER)).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_A, ITEM_B);
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
    void holdsTheReceiverForUnwellAfterManyEventsInARowOfWhichItTakesNone() {
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
    void holdsAReceiverThatCannotBeReachedForUnwellUntilItTakesANotification() {
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
    void saysOfAnEventThatWaitsForAnotherAttemptThatItIsParked() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        AtomicInteger first = new AtomicInteger();
        AtomicInteger joined = new AtomicInteger();
        CompletableFuture<Void> acknowledged = handler.handle(new Delivery(ORDER, Map.of(), first::incrementAndGet))
                .toCompletableFuture();
        assertThat(first).hasValue(1);
        assertThat(handler.parkedNotifications()).isEqualTo(2);
        handler.handle(new Delivery(ORDER, Map.of(), joined::incrementAndGet));
        assertThat(joined).hasValue(1);
        assertThat(acknowledged).as("parked, not done").isNotDone();
        notifier.mend("itemA");
        timer.moveToNextCall();
        assertThat(acknowledged).isCompleted();
        assertThat(handler.parkedNotifications()).isZero();
    }

    @Test
    void saysNothingOfAnEventThatIsDeliveredOrDiesAtOnce() {
        AtomicInteger parked = new AtomicInteger();
        handler.handle(new Delivery(ORDER, Map.of(), parked::incrementAndGet));
        handler.handle(new Delivery(new UnknownEvent("{}", "unknown"), Map.of(), parked::incrementAndGet));
        assertThat(parked).hasValue(0);
    }

    @Test
    void takesNoFurtherEventWhileTooManyAreParked() {
        OrderCreatedHandler small = newHandler(deadLetters, new RetryPolicy(5, Duration.ofSeconds(1), 3));
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        CompletableFuture<Void> one =
                small.handle(new Delivery(order("1", "itemA", "x"))).toCompletableFuture();
        CompletableFuture<Void> two =
                small.handle(new Delivery(order("2", "itemA", "y"))).toCompletableFuture();
        assertThat(small.parkedNotifications()).as("the last one may exceed it").isEqualTo(4);
        assertThat(failureOf(small.handle(new Delivery(order("3", "itemC")))))
                .isInstanceOf(Outage.class)
                .hasMessage("4 notifications wait for another attempt, and pipeline.retry.parked is 3");
        assertThat(notifier.asked()).doesNotContain(new NotificationKey("3", "itemC"));
        while (!one.isDone() && !two.isDone()) {
            timer.moveToNextCall();
        }
        assertThat(small.handle(new Delivery(order("3", "itemC"))).toCompletableFuture())
                .as("there is room again")
                .isCompleted();
    }

    @Test
    void givesBackAnEventThatFailsWhenThereIsNoRoomLeftForIt() {
        OrderCreatedHandler small = newHandler(deadLetters, new RetryPolicy(5, Duration.ofSeconds(1), 1));
        CompletableFuture<Void> itemB = notifier.hold("itemB");
        CompletableFuture<Void> late =
                small.handle(new Delivery(order("2", "itemB"))).toCompletableFuture();
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        assertThat(small.handle(new Delivery(order("1", "itemA"))).toCompletableFuture())
                .isNotDone();
        itemB.completeExceptionally(new NotificationRefusedException("no"));
        assertThat(failureOf(late)).isInstanceOf(Outage.class);
        assertThat(small.parkedNotifications()).isEqualTo(1);
    }

    @Test
    void makesRoomForWhatItGivesBackWhenItStops() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        assertThat(handle(ORDER)).isNotDone();
        handler.stop();
        assertThat(handler.parkedNotifications()).isZero();
    }

    @Test
    void claimsAgainWhatWaitedInAQueueUntilItsClaimEnded() {
        notifier.failOn("itemA", ClaimedElsewhereException.ended());
        CompletableFuture<Void> acknowledged = handle(ORDER);
        assertThat(acknowledged).isNotDone();
        assertThat(handler.parkedNotifications())
                .as("it is in line, not failing")
                .isZero();
        notifier.mend("itemA");
        timer.moveToNextCall();
        assertThat(acknowledged).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_B, ITEM_A);
    }

    @Test
    void parksAnEventThatAnotherProcessIsBusyWith() {
        processed.claimElsewhere(ITEM_A, Duration.ofSeconds(7));
        assertThat(handle(ORDER)).isNotDone();
        assertThat(handler.parkedNotifications()).isEqualTo(2);
    }

    private void deliverAnother() {
        others++;
        assertThat(handle(order("other-" + others, "item-" + others))).isCompleted();
    }

    private static Event order(String orderId, String... items) {
        return new OrderCreated(orderId, List.of(items), Instant.EPOCH);
    }

    @Test
    void usesNoAttemptWhenARefusalAndAnOutageMeet() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        notifier.failOn("itemB", new Outage("far end down", Duration.ZERO));
        assertThat(failureOf(handle(ORDER))).isInstanceOf(Outage.class);
        assertThat(timer.pauses()).isEmpty();
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

    @Test
    void givesBackWhatWaitsForAnotherAttemptWhenItStops() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        CompletableFuture<Void> waiting = handle(ORDER);
        handler.stop();
        assertThat(failureOf(waiting)).isInstanceOf(Outage.class);
        assertThat(failureOf(handle(ORDER))).isInstanceOf(Outage.class);
        int asked = notifier.asked().size();
        timer.moveToNextCall();
        assertThat(notifier.asked()).as("an attempt that was given back").hasSize(asked);
        notifier.mend("itemA");
        handler.start();
        assertThat(handle(ORDER)).isCompleted();
    }

    @Test
    void givesBackAnEventThatFailsWhileItStops() {
        CompletableFuture<Void> itemA = notifier.hold("itemA");
        CompletableFuture<Void> acknowledged = handle(ORDER);
        handler.stop();
        assertThat(acknowledged).isNotDone();
        itemA.completeExceptionally(new NotificationRefusedException("no"));
        assertThat(failureOf(acknowledged)).isInstanceOf(Outage.class);
    }

    @Test
    void doesNotAcknowledgeBeforeAnotherProcessHasDoneWhatItClaimed() {
        processed.claimElsewhere(ITEM_A, Duration.ofSeconds(7));
        CompletableFuture<Void> acknowledged = handle(ORDER);
        assertThat(notifier.sent()).containsExactly(ITEM_B);
        for (int asked = 1; asked <= 20; asked++) {
            assertThat(acknowledged).isNotDone();
            assertThat(timer.pauses()).hasSize(asked).last().isEqualTo(Duration.ofSeconds(7));
            timer.moveToNextCall();
        }
        processed.record(Set.of(ITEM_A));
        timer.moveToNextCall();
        assertThat(acknowledged).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_B);
        assertThat(deadLetters.all()).as("no attempt was counted").isEmpty();
    }

    @Test
    void sendsWhatTheProcessThatHadClaimedItDidNot() {
        processed.claimElsewhere(ITEM_A, Duration.ofSeconds(7));
        CompletableFuture<Void> acknowledged = handle(ORDER);
        processed.endClaims();
        timer.moveToNextCall();
        assertThat(acknowledged).isCompleted();
        assertThat(notifier.sent()).containsExactly(ITEM_B, ITEM_A);
    }

    @Test
    void isUnavailableWhenADeadLetterCannotBeRecorded() {
        OrderCreatedHandler fullDisk = newHandler(new UnreachableDeadLetters("disk full"));
        Event unknown = new UnknownEvent("{}", "unknown");
        assertThat(failureOf(fullDisk.handle(new Delivery(unknown))))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("disk full");
    }

    private void die() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        CompletableFuture<Void> acknowledged = handle(ORDER);
        while (timer.moveToNextCall()) {
            assertThat(timer.pauses()).hasSizeLessThan(5);
        }
        assertThat(acknowledged).isCompleted();
    }

    private CompletableFuture<Void> handle(Event event) {
        return handler.handle(new Delivery(event)).toCompletableFuture();
    }

    private static @Nullable Throwable failureOf(CompletionStage<Void> stage) {
        return stage.handle((done, failure) -> failure instanceof CompletionException ? failure.getCause() : failure)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
