package io.orderpipeline.notifications.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotifyCustomerTests {

    private static final NotificationKey KEY = new NotificationKey("123", "itemA");
    private static final Notification NOTIFICATION = new Notification(KEY, Instant.EPOCH);

    private final RecordingNotifier notifier = new RecordingNotifier();
    private final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();
    private final NotifyCustomer notifyCustomer = new NotifyCustomer(notifier, processed);

    @Test
    void sendsAndRecords() {
        assertThat(once()).isCompleted();
        assertThat(notifier.sent()).containsExactly(KEY);
        assertThat(processed.contains(KEY)).isTrue();
        assertThat(notifyCustomer.sent()).isEqualTo(1);
    }

    @Test
    void doesNotSendWhatWasProcessedBefore() {
        processed.record(KEY);
        assertThat(once()).isCompleted();
        assertThat(notifier.asked()).isEmpty();
    }

    @Test
    void notifiesAboutKeysThatReadTheSame() {
        for (NotificationKey key : List.of(new NotificationKey("a::b", "c"), new NotificationKey("a", "b::c"))) {
            notifyCustomer
                    .once(new Notification(key, Instant.EPOCH))
                    .toCompletableFuture()
                    .join();
        }
        assertThat(notifier.sent()).hasSize(2);
    }

    @Test
    void joinsTheSameNotificationInFlight() {
        CompletableFuture<Void> farEnd = notifier.hold("itemA");
        CompletableFuture<Void> first = once();
        CompletableFuture<Void> second = once();
        assertThat(second).isNotDone();
        farEnd.complete(null);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(notifier.asked()).hasSize(1);
    }

    @Test
    void recordsNothingThatWasNotSent() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        assertThat(once()).isCompletedExceptionally();
        assertThat(processed.contains(KEY)).isFalse();
        assertThat(notifyCustomer.sent()).isZero();
    }

    @Test
    void sendsAgainAfterAFailure() {
        notifier.failOn("itemA", new NotificationRefusedException("no"));
        assertThat(once()).isCompletedExceptionally();
        notifier.mend("itemA");
        assertThat(once()).isCompleted();
        assertThat(notifier.sent()).containsExactly(KEY);
    }

    @Test
    void isNotDoneBeforeTheRecordIsDurable() {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        NotifyCustomer slow = new NotifyCustomer(notifier, new Inbox(durable));
        CompletableFuture<Void> once = slow.once(NOTIFICATION).toCompletableFuture();
        assertThat(notifier.sent()).containsExactly(KEY);
        assertThat(once).isNotDone();
        durable.complete(null);
        assertThat(once).isCompleted();
    }

    @Test
    void doesNotSendAgainWhenOnlyTheRecordFailed() {
        Inbox full = new Inbox(CompletableFuture.failedFuture(new Outage("disk full")));
        NotifyCustomer once = new NotifyCustomer(notifier, full);
        for (int probe = 0; probe < 3; probe++) {
            assertThat(once.once(NOTIFICATION).toCompletableFuture()).isCompletedExceptionally();
        }
        full.answer = CompletableFuture.completedFuture(null);
        assertThat(once.once(NOTIFICATION).toCompletableFuture()).isCompleted();
        assertThat(notifier.sent()).containsExactly(KEY);
        assertThat(full.records).isEqualTo(4);
    }

    @Test
    void takesAnExceptionOfANotifierForItsFailure() {
        NotifyCustomer broken = new NotifyCustomer(
                notification -> {
                    throw new IllegalArgumentException("bug");
                },
                processed);
        assertThat(broken.once(NOTIFICATION).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsOnceThoughManyThreadsAskAtATime() {
        List<CompletableFuture<Void>> all = new ArrayList<>(IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(i -> notifyCustomer
                        .once(new Notification(new NotificationKey("1", "item-" + i % 10), Instant.EPOCH))
                        .toCompletableFuture())
                .toList());
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
        assertThat(notifier.sent()).hasSize(10).doesNotHaveDuplicates();
    }

    private CompletableFuture<Void> once() {
        return notifyCustomer.once(NOTIFICATION).toCompletableFuture();
    }

    /** An inbox whose answer the test gives. */
    private static final class Inbox implements ProcessedNotifications {

        private CompletionStage<Void> answer;
        private int records;

        Inbox(CompletionStage<Void> answer) {
            this.answer = answer;
        }

        @Override
        public boolean contains(NotificationKey key) {
            return false;
        }

        @Override
        public CompletionStage<Void> record(NotificationKey key) {
            records++;
            return answer;
        }
    }
}
