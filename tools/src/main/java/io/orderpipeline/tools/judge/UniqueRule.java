package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.judge.Stored.StoredOrder;
import io.orderpipeline.tools.load.Answer;
import io.orderpipeline.tools.load.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No id and no item is accepted or stored twice, across all services; each item is stored under the seq of its order. */
final class UniqueRule implements Rule {

    @Override
    public List<String> violations(History history) {
        List<String> violations = new ArrayList<>();
        Map<String, String> accepted = new HashMap<>();
        for (Attempt attempt : history.attempts()) {
            if (attempt.answer() == Answer.ACCEPTED) {
                String token = attempt.order().token();
                claim(accepted, "order " + attempt.order().orderId(), token, violations);
                attempt.order().itemIds().forEach(item -> claim(accepted, "item " + item, token, violations));
            }
        }
        Map<String, String> stored = new HashMap<>();
        int items = 0;
        for (StoredOrder order : history.stored().orders()) {
            claim(stored, "stored order " + order.orderId(), order.token(), violations);
            for (String item : order.itemIds()) {
                claim(stored, "stored item " + item, order.token(), violations);
                Long seq = history.stored().items().get(item);
                if (seq == null || seq != order.seq()) {
                    violations.add("item " + item + " of seq " + order.seq() + " is kept under seq " + seq);
                }
                items++;
            }
        }
        if (items != history.stored().items().size()) {
            violations.add("the orders have " + items + " items, the table of items "
                    + history.stored().items().size());
        }
        return violations;
    }

    /** Two answers to a request repeated with its idempotency key count as one acceptance. */
    private static void claim(Map<String, String> owners, String what, String token, List<String> violations) {
        String owner = owners.putIfAbsent(what, token);
        if (owner != null && !owner.equals(token)) {
            violations.add("accepted twice: " + what + " in " + owner + " and " + token);
        }
    }
}
