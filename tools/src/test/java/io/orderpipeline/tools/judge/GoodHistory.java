package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.fault.Injected;
import io.orderpipeline.tools.judge.Stored.LeaseChange;
import io.orderpipeline.tools.judge.Stored.NotificationKey;
import io.orderpipeline.tools.judge.Stored.StoredOrder;
import io.orderpipeline.tools.load.Answer;
import io.orderpipeline.tools.load.Attempt;
import io.orderpipeline.tools.load.Attempt.PlacedOrder;
import io.orderpipeline.tools.receiver.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A history of three orders that violates no rule; each test changes one thing. */
final class GoodHistory {

    static final long MILLI = 1_000_000;

    final List<Attempt> attempts = new ArrayList<>();
    final List<StoredOrder> orders = new ArrayList<>();
    final Map<String, Long> items = new HashMap<>();
    final Map<NotificationKey, Boolean> notifications = new HashMap<>();
    final List<String> deadLetters = new ArrayList<>();
    final List<LeaseChange> leaseChanges = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    final List<Injected> faults = new ArrayList<>();

    GoodHistory() {
        for (int seq = 1; seq <= 3; seq++) {
            PlacedOrder order = new PlacedOrder("o" + seq, List.of("t" + seq, "i" + seq), null);
            answered(order, Answer.ACCEPTED);
            orders.add(new StoredOrder(seq, order.orderId(), order.itemIds(), seq * 1_000L));
            for (String item : order.itemIds()) {
                items.put(item, (long) seq);
                notifications.put(new NotificationKey(order.orderId(), item), true);
                taken(order.orderId(), item, seq * 10_000L);
            }
            leaseChanges.add(new LeaseChange("orders-1.1", 1, seq));
        }
    }

    void answered(PlacedOrder order, Answer answer) {
        attempts.add(new Attempt(order, 0, answer, answer == Answer.ACCEPTED ? 202 : 0, 0, 0));
    }

    void taken(String orderId, String item, long atMillis) {
        notices.add(new Notice(
                "notifications-1", "msg_" + item, orderId, item, "-", 200, atMillis * MILLI, (atMillis + 1) * MILLI));
    }

    Verdict verdict() {
        Stored stored = new Stored(orders, items, notifications, deadLetters, leaseChanges);
        return Judge.judge(new History(attempts, stored, notices, faults));
    }

    /** All violations, of any rule. */
    List<String> violations() {
        return verdict().violations().values().stream().flatMap(List::stream).toList();
    }
}
