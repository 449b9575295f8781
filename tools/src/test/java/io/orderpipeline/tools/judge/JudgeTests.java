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

    private final Lives lives = new Lives();

    @Test
    void findsNothingInAGoodHistory() {
        assertThat(lives.violations()).isEmpty();
    }

    @Test
    void findsAnAcknowledgedOrderThatIsNotStored() {
        lives.answered(new PlacedOrder("lost", List.of("t9"), null), Answer.ACCEPTED);
        assertThat(lives.violations()).singleElement().asString().contains("answered 202 and not stored", "lost");
    }

    @Test
    void leavesOpenWhatBecameOfAnUnansweredOrder() {
        lives.answered(new PlacedOrder("unknown", List.of("t9"), null), Answer.UNKNOWN);
        assertThat(lives.violations()).isEmpty();
    }

    @Test
    void findsARefusedOrderThatIsStored() {
        lives.attempts.remove(1);
        lives.answered(new PlacedOrder("o2", List.of("t2", "i2"), null), Answer.REFUSED);
        assertThat(lives.violations()).singleElement().asString().contains("refused and stored", "o2");
    }

    @Test
    void findsAnOrderThatNobodySent() {
        lives.attempts.remove(1);
        assertThat(lives.violations()).singleElement().asString().contains("stored and not sent");
    }

    @Test
    void findsAnIdThatTwoServicesAccepted() {
        lives.answered(new PlacedOrder("o2", List.of("t9"), null), Answer.ACCEPTED);
        assertThat(lives.violations()).anyMatch(violation -> violation.contains("accepted twice: order o2"));
    }

    @Test
    void takesARepeatUnderAnIdempotencyKeyForOneOrder() {
        lives.answered(new PlacedOrder("o2", List.of("t2", "i2"), "key"), Answer.ACCEPTED);
        assertThat(lives.violations()).isEmpty();
    }

    @Test
    void findsAnItemThatTwoOrdersHave() {
        lives.answered(new PlacedOrder("o9", List.of("t9", "i2"), null), Answer.ACCEPTED);
        assertThat(lives.violations()).anyMatch(violation -> violation.contains("accepted twice: item i2"));
    }

    @Test
    void findsAGap() {
        StoredOrder third = lives.orders.remove(2);
        lives.orders.add(new StoredOrder(4, third.orderId(), third.itemIds(), third.committedMicros()));
        assertThat(lives.violations()).contains("seq 4 follows 2");
    }

    @Test
    void findsASeqThatWasCommittedBeforeALowerOne() {
        StoredOrder third = lives.orders.remove(2);
        lives.orders.add(new StoredOrder(3, third.orderId(), third.itemIds(), 1_500));
        assertThat(lives.violations()).containsExactly("seq 3 was committed 500 us before a lower one");
    }

    @Test
    void findsAnItemThatWasNeverNotified() {
        lives.notices.removeIf(notice -> notice.itemId().equals("i3"));
        assertThat(lives.violations()).singleElement().asString().contains("never notified", "i3", "though recorded");
    }

    @Test
    void findsANotificationThatIsOnlyClaimed() {
        lives.notifications.put(new NotificationKey("o3", "i3"), false);
        assertThat(lives.violations()).singleElement().asString().contains("never recorded", "i3");
    }

    @Test
    void findsANotificationOfNoOrder() {
        lives.taken("ghost", "i9", 5);
        assertThat(lives.violations()).singleElement().asString().contains("no order has", "ghost");
    }

    @Test
    void findsANotificationThatIsRepeatedWithoutReason() {
        lives.taken("o1", "i1", 12_000);
        assertThat(lives.violations()).singleElement().asString().contains("sent again without a crash: o1 i1");
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
        lives.taken("o1", "i1", 12_000);
        lives.faults.add(fault(kind, target, 10_500));
        assertThat(lives.violations()).isEmpty();
        assertThat(lives.verdict().repeats()).containsOnlyKeys(window);
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
        lives.taken("o1", "i1", 12_000);
        lives.faults.add(fault(kind, target, atMillis));
        assertThat(lives.violations()).hasSize(1);
    }

    @Test
    void findsARepeatUnderAnotherId() {
        lives.faults.add(fault(FaultKind.KILL, "notifications-1", 10_500));
        lives.notices.add(new Notice(
                "notifications-2", "msg_other", "o1", "i1", "-", 200, 12_000 * Lives.MILLI, 12_001 * Lives.MILLI));
        assertThat(lives.violations()).singleElement().asString().contains("msg_i1", "msg_other");
    }

    @Test
    void findsARelayThatSavesInTheEpochOfAnother() {
        lives.leaseChanges.add(new LeaseChange("orders-2.1", 2, 3));
        lives.leaseChanges.add(new LeaseChange("orders-1.1", 2, 3));
        assertThat(lives.violations()).containsExactly("orders-1.1 changed the lease in epoch 2 of orders-2.1");
    }

    @Test
    void findsProgressThatFalls() {
        lives.leaseChanges.add(new LeaseChange("orders-1.1", 1, 2));
        assertThat(lives.violations()).containsExactly("done_seq falls from 3 to 2 by orders-1.1");
    }

    @Test
    void findsADeadLetter() {
        lives.deadLetters.add("dead letter 1");
        assertThat(lives.violations()).containsExactly("dead letter 1");
    }

    private static Injected fault(FaultKind kind, String target, long atMillis) {
        return new Injected(
                new Fault(kind, target, atMillis, 100), atMillis * Lives.MILLI, (atMillis + 100) * Lives.MILLI);
    }
}
