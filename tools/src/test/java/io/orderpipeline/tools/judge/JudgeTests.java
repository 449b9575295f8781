package io.orderpipeline.tools.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.tools.fault.Fault;
import io.orderpipeline.tools.fault.FaultKind;
import io.orderpipeline.tools.fault.Injected;
import io.orderpipeline.tools.judge.Stored.LeaseChange;
import io.orderpipeline.tools.judge.Stored.NotificationKey;
import io.orderpipeline.tools.judge.Stored.StoredOrder;
import io.orderpipeline.tools.load.Answer;
import io.orderpipeline.tools.load.Attempt.PlacedOrder;
import io.orderpipeline.tools.receiver.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTests {

    private final GoodHistory history = new GoodHistory();

    @Test
    void findsNothingInAGoodHistory() {
        assertThat(history.violations()).isEmpty();
    }

    @Test
    void findsAnAcknowledgedOrderThatIsNotStored() {
        history.answered(new PlacedOrder("lost", List.of("t9"), null), Answer.ACCEPTED);
        assertThat(history.violations()).singleElement().asString().contains("answered 202 and not stored", "lost");
    }

    @Test
    void leavesOpenWhatBecameOfAnUnansweredOrder() {
        history.answered(new PlacedOrder("unknown", List.of("t9"), null), Answer.UNKNOWN);
        assertThat(history.violations()).isEmpty();
    }

    @Test
    void findsARefusedOrderThatIsStored() {
        history.attempts.remove(1);
        history.answered(new PlacedOrder("o2", List.of("t2", "i2"), null), Answer.REFUSED);
        assertThat(history.violations()).singleElement().asString().contains("refused and stored", "o2");
    }

    @Test
    void findsAnOrderThatWasNeverSent() {
        history.attempts.remove(1);
        assertThat(history.violations()).singleElement().asString().contains("stored and not sent");
    }

    @Test
    void findsAnIdThatTwoServicesAccepted() {
        history.answered(new PlacedOrder("o2", List.of("t9"), null), Answer.ACCEPTED);
        assertThat(history.violations()).anyMatch(violation -> violation.contains("accepted twice: order o2"));
    }

    @Test
    void takesARepeatUnderAnIdempotencyKeyForOneOrder() {
        history.answered(new PlacedOrder("o2", List.of("t2", "i2"), "key"), Answer.ACCEPTED);
        assertThat(history.violations()).isEmpty();
    }

    @Test
    void findsAnItemThatTwoOrdersHave() {
        history.answered(new PlacedOrder("o9", List.of("t9", "i2"), null), Answer.ACCEPTED);
        assertThat(history.violations()).anyMatch(violation -> violation.contains("accepted twice: item i2"));
    }

    @Test
    void findsAGap() {
        StoredOrder third = history.orders.remove(2);
        history.orders.add(new StoredOrder(4, third.orderId(), third.itemIds(), third.committedMicros()));
        assertThat(history.violations()).contains("seq 4 follows 2");
    }

    @Test
    void findsASeqThatWasCommittedBeforeALowerOne() {
        StoredOrder third = history.orders.remove(2);
        history.orders.add(new StoredOrder(3, third.orderId(), third.itemIds(), 1_500));
        assertThat(history.violations()).containsExactly("seq 3 was committed 500 us before a lower one");
    }

    @Test
    void findsAnItemThatWasNeverNotified() {
        history.notices.removeIf(notice -> notice.itemId().equals("i3"));
        assertThat(history.violations()).singleElement().asString().contains("never notified", "i3", "though recorded");
    }

    @Test
    void findsANotificationThatIsOnlyClaimed() {
        history.notifications.put(new NotificationKey("o3", "i3"), false);
        assertThat(history.violations()).singleElement().asString().contains("never recorded", "i3");
    }

    @Test
    void findsANotificationOfNoOrder() {
        history.taken("ghost", "i9", 5);
        assertThat(history.violations()).singleElement().asString().contains("no order has", "ghost");
    }

    @Test
    void findsANotificationThatIsRepeatedWithoutReason() {
        history.taken("o1", "i1", 12_000);
        assertThat(history.violations()).singleElement().asString().contains("sent again without a crash: o1 i1");
    }

    @ParameterizedTest
    @CsvSource({
        "KILL, notifications-1, KILLED",
        "LONG_FREEZE, notifications-1, FROZEN",
        "KILL, database, DATABASE_AWAY",
        "ONE_WAY_TO_CLIENT, notifications-1>database, DATABASE_AWAY",
        "CUT, notifications-1>receiver, ANSWER_LOST"
    })
    void namesTheWindowThatExplainsARepeat(FaultKind kind, String target, String window) {
        history.taken("o1", "i1", 12_000);
        history.faults.add(fault(kind, target, 10_500));
        assertThat(history.violations()).isEmpty();
        assertThat(history.verdict().repeats()).containsOnlyKeys(window);
    }

    @ParameterizedTest
    @CsvSource({
        "KILL, notifications-2, 10500",
        "KILL, orders-1, 10500",
        "KILL, broker, 10500",
        "RESTART, notifications-1, 10500",
        "PARTITION, notifications-2>database, 10500",
        "CUT, notifications-1>broker, 10500",
        "RECEIVER_SLOW, receiver, 10500",
        "KILL, notifications-1, 20000",
        "KILL, notifications-1, 1000"
    })
    void takesNoOtherFaultForAReason(FaultKind kind, String target, long atMillis) {
        history.taken("o1", "i1", 12_000);
        history.faults.add(fault(kind, target, atMillis));
        assertThat(history.violations()).hasSize(1);
    }

    @Test
    void findsARepeatUnderAnotherId() {
        history.faults.add(fault(FaultKind.KILL, "notifications-1", 10_500));
        history.notices.add(new Notice(
                "notifications-2",
                "msg_other",
                "o1",
                "i1",
                "-",
                200,
                12_000 * GoodHistory.MILLI,
                12_001 * GoodHistory.MILLI));
        assertThat(history.violations()).singleElement().asString().contains("msg_i1", "msg_other");
    }

    @Test
    void findsARelayThatSavesInTheEpochOfAnother() {
        history.leaseChanges.add(new LeaseChange("orders-2.1", 2, 3));
        history.leaseChanges.add(new LeaseChange("orders-1.1", 2, 3));
        assertThat(history.violations()).containsExactly("orders-1.1 changed the lease in epoch 2 of orders-2.1");
    }

    @Test
    void findsProgressThatFalls() {
        history.leaseChanges.add(new LeaseChange("orders-1.1", 1, 2));
        assertThat(history.violations()).containsExactly("done_seq falls from 3 to 2 by orders-1.1");
    }

    @Test
    void findsADeadLetter() {
        history.deadLetters.add("dead letter 1");
        assertThat(history.violations()).containsExactly("dead letter 1");
    }

    private static Injected fault(FaultKind kind, String target, long atMillis) {
        return new Injected(
                new Fault(kind, target, atMillis, 100),
                atMillis * GoodHistory.MILLI,
                (atMillis + 100) * GoodHistory.MILLI);
    }
}
