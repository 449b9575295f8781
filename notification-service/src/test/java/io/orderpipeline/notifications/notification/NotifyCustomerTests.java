package io.orderpipeline.notifications.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.Claim;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.broker.inbox.ProcessedNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotifyCustomerTests {

    private static final NotificationKey KEY = new NotificationKey("123", "itemA");
    private static final NotificationKey OTHER = new NotificationKey("123", "itemB");
    private static final NotificationKey THIRD = new NotificationKey("123", "itemC");

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
        processed.record(Set.of(KEY));
        assertThat(once()).isCompleted();
        assertThat(notifier.asked()).isEmpty();
        assertThat(notifyCustomer.repeats()).isEqualTo(1);
    }

    @Test
    void failsWithTheErrorOfANotifierAndTriesAgain() {
        Error gone = new NoClassDefFoundError("a class of the notifier");
        NotifyCustomer broken = new NotifyCustomer(throwing(gone), processed);
        assertThat(once(broken, KEY)).isCompletedExceptionally();
        assertThat(once(broken, KEY))
                .as("once more")
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCause(gone);
    }

    private static Notifier throwing(Error error) {
        return new Notifier() {
            @Override
            public CompletionStage<Void> send(Notification notification) {
                throw error;
            }

            @Override
            public Duration longestSend() {
                return Duration.ofSeconds(12);
            }
        };
    }

    @Test
    void tellsOfEachNotificationWhenItsReceiverHasTakenIt() {
        List<Notification> told = new ArrayList<>();
        NotifyCustomer telling = new NotifyCustomer(notifier, processed, told::add);
        CompletableFuture<Void> farEnd = notifier.hold("itemA");
        CompletableFuture<Void> once = once(telling, KEY);
        assertThat(told).isEmpty();
        farEnd.complete(null);
        assertThat(once).isCompleted();
        assertThat(told).singleElement().satisfies(notification -> assertThat(notification.key())
                .isEqualTo(KEY));
        once(telling, KEY).join();
        assertThat(told).as("a repeat is not sent").hasSize(1);
    }

    @Test
    void notifiesAboutKeysThatReadTheSame() {
        for (NotificationKey key : List.of(new NotificationKey("a::b", "c"), new NotificationKey("a", "b::c"))) {
            once(notifyCustomer, key).join();
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
        CompletableFuture<Void> once = once(slow, KEY);
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
            assertThat(once(once, KEY)).isCompletedExceptionally();
        }
        full.answer = CompletableFuture.completedFuture(null);
        assertThat(once(once, KEY)).isCompleted();
        assertThat(notifier.sent()).containsExactly(KEY);
        assertThat(full.recorded).hasSize(4);
    }

    @Test
    void takesAnExceptionOfANotifierForItsFailure() {
        NotifyCustomer broken = new NotifyCustomer(new BrokenNotifier(), processed);
        assertThat(once(broken, KEY))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsOnceThoughManyThreadsAskAtATime() {
        List<CompletableFuture<Void>> all = new ArrayList<>(IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(i -> once(notifyCustomer, new NotificationKey("1", "item-" + i % 10)))
                .toList());
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
        assertThat(notifier.sent()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void claimsAnOrderInOneCallAndRecordsWhatIsSentAtOnceInOneCall() {
        Inbox inbox = new Inbox(CompletableFuture.completedFuture(null));
        CompletableFuture<Void> slow = notifier.hold("itemB");
        List<CompletableFuture<Void>> all =
                new NotifyCustomer(notifier, inbox).once(List.of(about(KEY), about(OTHER), about(THIRD)));
        assertThat(inbox.claimed).containsExactly(Set.of(KEY, OTHER, THIRD));
        assertThat(inbox.recorded).containsExactly(Set.of(KEY, THIRD));
        assertThat(all.get(1)).isNotDone();
        slow.complete(null);
        assertThat(inbox.recorded).containsExactly(Set.of(KEY, THIRD), Set.of(OTHER));
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void holdsAClaimForLongerThanTheLongestNotification() {
        Inbox inbox = new Inbox(CompletableFuture.completedFuture(null));
        assertThat(once(new NotifyCustomer(notifier, inbox), KEY)).isCompleted();
        assertThat(inbox.claimLength).isGreaterThan(notifier.longestSend());
        long leftToStart = notifier.lastAsked().startBy() - System.nanoTime();
        assertThat(inbox.claimLength)
                .as("what is started at the last moment ends before its claim")
                .isGreaterThan(Duration.ofNanos(leftToStart).plus(notifier.longestSend()));
    }

    @Test
    void letsANotificationWaitWithoutEndWhenNoOtherProcessCanSendIt() {
        Inbox inbox = new Inbox(CompletableFuture.completedFuture(null));
        inbox.claims = CompletableFuture.completedFuture(new Claim(Set.of(KEY), Set.of(), Duration.ZERO, true));
        assertThat(once(new NotifyCustomer(notifier, inbox), KEY)).isCompleted();
        assertThat(Duration.ofNanos(notifier.lastAsked().startBy() - System.nanoTime()))
                .isGreaterThan(Duration.ofDays(1_000));
    }

    @Test
    void sendsNothingThatAnotherProcessHasClaimed() {
        processed.claimElsewhere(KEY, Duration.ofSeconds(9));
        List<CompletableFuture<Void>> both = notifyCustomer.once(List.of(about(KEY), about(OTHER)));
        assertThat(both.get(0))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(ClaimedElsewhereException.class, claimed -> assertThat(claimed.retryIn())
                        .isEqualTo(Duration.ofSeconds(9)));
        assertThat(both.get(1)).isCompleted();
        assertThat(notifier.sent()).containsExactly(OTHER);
        processed.endClaims();
        assertThat(once()).isCompleted();
        assertThat(notifier.sent()).containsExactly(OTHER, KEY);
    }

    @Test
    void sendsNothingWhenTheInboxCannotBeAsked() {
        Inbox away = new Inbox(CompletableFuture.completedFuture(null));
        away.claims = CompletableFuture.failedFuture(new Outage("the database is away"));
        NotifyCustomer without = new NotifyCustomer(notifier, away);
        assertThat(once(without, KEY))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outage.class);
        assertThat(notifier.asked()).isEmpty();
        away.claims = null;
        assertThat(once(without, KEY)).isCompleted();
    }

    @Test
    void doesNotBlockItsCallerWhileTheInboxIsAsked() {
        Inbox slow = new Inbox(CompletableFuture.completedFuture(null));
        CompletableFuture<Claim> answer = new CompletableFuture<>();
        slow.claims = answer;
        CompletableFuture<Void> once = once(new NotifyCustomer(notifier, slow), KEY);
        assertThat(notifier.asked()).isEmpty();
        answer.complete(Claim.of(Set.of(KEY)));
        assertThat(once).isCompleted();
        assertThat(notifier.sent()).containsExactly(KEY);
    }

    private CompletableFuture<Void> once() {
        return once(notifyCustomer, KEY);
    }

    private static CompletableFuture<Void> once(NotifyCustomer notifyCustomer, NotificationKey key) {
        return notifyCustomer.once(List.of(about(key))).get(0);
    }

    private static Notification about(NotificationKey key) {
        return new Notification(key, Instant.EPOCH);
    }

    private static final class BrokenNotifier implements Notifier {

        @Override
        public CompletionStage<Void> send(Notification notification) {
            throw new IllegalArgumentException("bug");
        }

        @Override
        public Duration longestSend() {
            return Duration.ofSeconds(1);
        }
    }

    /** An inbox whose answers the test controls. */
    private static final class Inbox implements ProcessedNotifications {

        private final List<Set<NotificationKey>> claimed = new ArrayList<>();
        private final List<Set<NotificationKey>> recorded = new ArrayList<>();
        private CompletionStage<Void> answer;
        private @Nullable CompletionStage<Claim> claims;
        private Duration claimLength = Duration.ZERO;

        Inbox(CompletionStage<Void> answer) {
            this.answer = answer;
        }

        @Override
        public CompletionStage<Claim> claim(Set<NotificationKey> keys, Duration lasting) {
            claimed.add(Set.copyOf(keys));
            claimLength = lasting;
            return claims == null ? CompletableFuture.completedStage(Claim.of(keys)) : claims;
        }

        @Override
        public CompletionStage<Set<NotificationKey>> processed(Set<NotificationKey> keys) {
            return CompletableFuture.completedStage(Set.of());
        }

        @Override
        public CompletionStage<Void> record(Set<NotificationKey> keys) {
            recorded.add(Set.copyOf(keys));
            return answer;
        }
    }
}
