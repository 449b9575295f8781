package io.orderpipeline.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.broker.Event;
import io.orderpipeline.broker.OrderCreated;
import io.orderpipeline.broker.UnknownEvent;
import io.orderpipeline.broker.bus.Outage;
import io.orderpipeline.broker.inbox.DeadLetter;
import io.orderpipeline.broker.inbox.DeadLetterChange;
import io.orderpipeline.broker.inbox.DeadLetterChange.Died;
import io.orderpipeline.broker.inbox.DeadLetterChange.Discarded;
import io.orderpipeline.broker.inbox.DeadLetterChange.Redelivered;
import io.orderpipeline.broker.inbox.DeadLetterState;
import io.orderpipeline.broker.inbox.Failure;
import io.orderpipeline.broker.inbox.InMemoryDeadLetters;
import io.orderpipeline.broker.inbox.InMemoryProcessedNotifications;
import io.orderpipeline.broker.inbox.NotificationKey;
import io.orderpipeline.notifications.delivery.RedriveProgress.State;
import io.orderpipeline.notifications.delivery.Verdict.Result;
import io.orderpipeline.notifications.notification.NotificationRefusedException;
import io.orderpipeline.notifications.notification.NotifyCustomer;
import io.orderpipeline.notifications.notification.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterOfficeTests {

    private final RecordingNotifier notifier = new RecordingNotifier();
    private final InMemoryProcessedNotifications processed = new InMemoryProcessedNotifications();
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final DeadLetterOffice office = new DeadLetterOffice(
            deadLetters, new DeliveryAttempt(new NotifyCustomer(notifier, processed)), new HandMovedTimer());

    @Test
    void redrivesALetterAndKeepsItsHistory() {
        String id = died("1", "refused");
        assertThat(office.redrive(id).result()).isEqualTo(Result.REDELIVERED);
        assertThat(notifier.sent()).containsExactly(new NotificationKey("1", "item-1"));
        assertThat(office.find(id)).hasValueSatisfying(letter -> {
            assertThat(letter.state()).isEqualTo(DeadLetterState.REDELIVERED);
            assertThat(letter.history()).hasExactlyElementsOfTypes(Died.class, Redelivered.class);
        });
    }

    @Test
    void doesNotSendAgainWhatWasNotifiedBefore() {
        String id = died("1", "refused");
        processed.record(Set.of(new NotificationKey("1", "item-1")));
        assertThat(office.redrive(id).result()).isEqualTo(Result.REDELIVERED);
        assertThat(notifier.asked()).isEmpty();
    }

    @Test
    void keepsALetterDeadThatFailsAgain() {
        String id = died("1", "unexpected-error");
        notifier.failOn("item-1", new NotificationRefusedException("still no"));
        assertThat(office.redrive(id).result()).isEqualTo(Result.DIED_AGAIN);
        DeadLetter letter = office.find(id).orElseThrow();
        assertThat(letter.state()).isEqualTo(DeadLetterState.DEAD);
        assertThat(letter.history()).hasExactlyElementsOfTypes(Died.class, Died.class);
        assertThat(letter.failure().cause()).isEqualTo("notification-refused");
    }

    @Test
    void changesNothingInAnOutage() {
        String id = died("1", "refused");
        notifier.failOn("item-1", new Outage("down", Duration.ZERO));
        assertThat(office.redrive(id)).isEqualTo(new Verdict(id, Result.UNAVAILABLE, "down"));
        assertThat(office.find(id).orElseThrow().history()).hasSize(1);
    }

    @Test
    void refusesWhatIsClosedOrUnknown() {
        String id = died("1", "refused");
        office.redrive(id);
        assertThat(office.redrive(id).result()).isEqualTo(Result.REFUSED);
        assertThat(office.discard(id, "too late").result()).isEqualTo(Result.REFUSED);
        assertThat(office.redrive("0123456789abcdef").result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void discardsForAReasonAndRedrivesItStillWhenAskedByName() throws InterruptedException {
        String id = died("1", "refused");
        assertThat(office.discard(id, "customer left").result()).isEqualTo(Result.DISCARDED);
        assertThat(office.find(id).orElseThrow().history())
                .last()
                .isInstanceOfSatisfying(Discarded.class, discarded -> assertThat(discarded.reason())
                        .isEqualTo("customer left"));
        assertThat(over(office.redriveAll(null)).results()).isEmpty();
        assertThat(office.redrive(id).result()).isEqualTo(Result.REDELIVERED);
    }

    /** Whoever asks: the management port or the live page. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "a\ud800b"})
    void takesNoReasonThatAStoreOrATerminalCannotHold(@Nullable String reason) {
        String id = died("1", "refused");
        assertThatThrownBy(() -> office.discard(id, reason))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("reason must be a text of at most 500 characters");
        assertThat(office.find(id).orElseThrow().history()).hasSize(1);
    }

    @Test
    void takesAReasonOf500Characters() {
        String id = died("1", "refused");
        assertThatThrownBy(() -> office.discard(id, "r".repeat(501))).isInstanceOf(IllegalArgumentException.class);
        assertThat(office.discard(id, "r".repeat(500)).result()).isEqualTo(Result.DISCARDED);
    }

    @Test
    void redrivesAllOfACause() throws InterruptedException {
        died("1", "refused");
        String other = died("2", "unexpected-error");
        died("3", "refused");
        RedriveProgress report = over(office.redriveAll("refused"));
        assertThat(report)
                .isEqualTo(new RedriveProgress(State.FINISHED, "refused", Map.of(Result.REDELIVERED, 2), 0, ""));
        assertThat(office.find(other).orElseThrow().state()).isEqualTo(DeadLetterState.DEAD);
    }

    @Test
    void endsARedriveOfAllAtAnOutage() throws InterruptedException {
        died("1", "refused");
        died("2", "refused");
        died("3", "refused");
        notifier.failOn("item-2", new Outage("down", Duration.ZERO));
        assertThat(over(office.redriveAll(null)))
                .isEqualTo(new RedriveProgress(
                        State.FAILED, null, Map.of(Result.REDELIVERED, 1, Result.UNAVAILABLE, 1), 1, "down"));
        notifier.mend("item-2");
        assertThat(over(office.redriveAll(null)))
                .isEqualTo(new RedriveProgress(State.FINISHED, null, Map.of(Result.REDELIVERED, 2), 0, ""));
    }

    @Test
    void triesEveryLetterOnceAlthoughSomeDieAgain() throws InterruptedException {
        for (int i = 0; i < 250; i++) {
            died("" + i, "refused");
            if (i % 2 == 0) {
                notifier.failOn("item-" + i, new NotificationRefusedException("still no"));
            }
        }
        RedriveProgress progress = over(office.redriveAll(null));
        assertThat(progress.results()).isEqualTo(Map.of(Result.DIED_AGAIN, 125, Result.REDELIVERED, 125));
        assertThat(progress.left()).isZero();
        assertThat(notifier.asked()).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void stopsARedriveOfAllAfterTheLetterBeingTried() throws InterruptedException {
        died("1", "refused");
        died("2", "refused");
        CompletableFuture<Void> first = notifier.hold("item-1");
        RedriveRun run = office.redriveAll(null);
        await().until(() -> !notifier.asked().isEmpty());
        assertThat(Thread.getAllStackTraces().keySet())
                .as("keeps no process from its end")
                .filteredOn(thread -> thread.getName().equals("dead-letter-redrive"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
        assertThat(run.progress()).isEqualTo(new RedriveProgress(State.RUNNING, null, Map.of(), 2, ""));
        assertThat(run.awaitOver(Duration.ofMillis(1))).isFalse();
        run.stop();
        first.complete(null);
        assertThat(over(run)).isEqualTo(new RedriveProgress(State.STOPPED, null, Map.of(Result.REDELIVERED, 1), 1, ""));
        assertThat(notifier.asked()).hasSize(1);
    }

    @Test
    void leavesToTheNextRedriveWhatDiesMeanwhile() throws InterruptedException {
        died("1", "refused");
        CompletableFuture<Void> first = notifier.hold("item-1");
        RedriveRun run = office.redriveAll(null);
        await().until(() -> !notifier.asked().isEmpty());
        String meanwhile = died("2", "refused");
        first.complete(null);
        assertThat(over(run).results()).isEqualTo(Map.of(Result.REDELIVERED, 1));
        assertThat(office.find(meanwhile).orElseThrow().state()).isEqualTo(DeadLetterState.DEAD);
    }

    @Test
    void refusesALetterThatAnotherRequestIsWorkingOn() {
        String id = died("1", "refused");
        CompletableFuture<Void> item = notifier.hold("item-1");
        CompletableFuture<Verdict> redrive = CompletableFuture.supplyAsync(() -> office.redrive(id));
        await().until(() -> !notifier.asked().isEmpty());
        assertThat(office.discard(id, "too slow"))
                .isEqualTo(new Verdict(id, Result.REFUSED, "another request is working on it"));
        item.complete(null);
        assertThat(redrive.join().result()).isEqualTo(Result.REDELIVERED);
    }

    @Test
    void isUnavailableWhileLettersAre() throws InterruptedException {
        DeadLetterOffice cutOff = new DeadLetterOffice(
                new UnreachableDeadLetters("database away"),
                new DeliveryAttempt(new NotifyCustomer(notifier, processed)),
                new HandMovedTimer());
        Verdict verdict = cutOff.redrive("0123456789abcdef");
        assertThat(verdict.result()).isEqualTo(Result.UNAVAILABLE);
        assertThat(verdict.detail()).contains("database away");
        assertThat(over(cutOff.redriveAll(null)))
                .satisfies(progress -> assertThat(progress.state()).isEqualTo(State.FAILED))
                .satisfies(progress -> assertThat(progress.problem()).contains("database away"));
    }

    @Test
    void endsARedriveAtAnErrorAndNamesIt() throws InterruptedException {
        DeadLetterOffice blind = new DeadLetterOffice(
                new DeadLettersThatThrow(new OutOfMemoryError("while it looked")),
                new DeliveryAttempt(new NotifyCustomer(notifier, processed)),
                new HandMovedTimer());
        assertThat(over(blind.redriveAll(null)))
                .extracting(RedriveProgress::state, RedriveProgress::problem)
                .containsExactly(State.FAILED, "java.lang.OutOfMemoryError: while it looked");
    }

    private static RedriveProgress over(RedriveRun run) throws InterruptedException {
        assertThat(run.awaitOver(Duration.ofSeconds(20))).isTrue();
        return run.progress();
    }

    @Test
    void doesNotTouchWhatAnotherProcessIsBusyWith() {
        String id = died("1", "refused");
        processed.claimElsewhere(new NotificationKey("1", "item-1"), Duration.ofSeconds(7));
        assertThat(office.redrive(id).result()).isEqualTo(Result.UNAVAILABLE);
        assertThat(office.find(id).orElseThrow().history()).hasSize(1);
    }

    @Test
    void redrivesAnEventThatIsKnownByNow() {
        Event unknown = new UnknownEvent(
                "{\"type\":\"order.created\",\"version\":1,\"orderId\":\"1\",\"itemId\":[\"a\"],\"createdAt\":\"2026-11-01T10:00:00Z\"}",
                "unknown to an earlier release");
        String id = record(unknown, "unknown-event");
        assertThat(office.redrive(id).result()).isEqualTo(Result.REDELIVERED);
        assertThat(notifier.sent()).containsExactly(new NotificationKey("1", "a"));
    }

    @Test
    void keepsAnEventDeadThatIsStillUnknown() {
        String id = record(new UnknownEvent("{\"type\":\"order.paid\"}", "unknown type"), "unknown-event");
        assertThat(office.redrive(id).result()).isEqualTo(Result.DIED_AGAIN);
        assertThat(office.find(id).orElseThrow().event()).isInstanceOf(UnknownEvent.class);
    }

    private String died(String orderId, String cause) {
        return record(new OrderCreated(orderId, List.of("item-" + orderId), Instant.EPOCH), cause);
    }

    private String record(Event event, String cause) {
        DeadLetterChange died = new Died(event, new Failure(cause, "no", 5, Instant.EPOCH, Instant.EPOCH));
        deadLetters.record(died).toCompletableFuture().join();
        return died.id();
    }
}
