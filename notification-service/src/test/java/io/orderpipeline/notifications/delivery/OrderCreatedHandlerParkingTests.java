package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Delivery;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.notification.ClaimedElsewhereException;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Events that wait for another attempt or for another process, and what happens to them at a stop. */
class OrderCreatedHandlerParkingTests extends OrderCreatedHandlerFixture {

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
}
