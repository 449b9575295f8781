package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.judge.Stored.NotificationKey;
import io.orderpipeline.tools.judge.Stored.StoredOrder;
import io.orderpipeline.tools.receiver.Notice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The receiver accepted exactly the items of stored orders, and they are recorded. */
final class NotifiedRule implements Rule {

    @Override
    public List<String> violations(History history) {
        List<String> violations = new ArrayList<>();
        Set<NotificationKey> taken = new HashSet<>();
        for (Notice notice : history.notices()) {
            if (notice.isTaken()) {
                taken.add(new NotificationKey(notice.orderId(), notice.itemId()));
            } else if (notice.status() != 503) {
                violations.add("the receiver answered " + notice.status() + " to " + notice.sender());
            }
        }
        Set<NotificationKey> ordered = new HashSet<>();
        for (StoredOrder order : history.stored().orders()) {
            for (String item : order.itemIds()) {
                NotificationKey key = new NotificationKey(order.orderId(), item);
                ordered.add(key);
                boolean recorded = history.stored().notifications().getOrDefault(key, false);
                if (!taken.contains(key)) {
                    violations.add("never notified: " + key + " of seq " + order.seq()
                            + (recorded ? ", though recorded" : ""));
                } else if (!recorded) {
                    violations.add("notified and never recorded: " + key + " of seq " + order.seq());
                }
            }
        }
        taken.stream().filter(key -> !ordered.contains(key)).forEach(key -> violations.add("no order has: " + key));
        return violations;
    }
}
