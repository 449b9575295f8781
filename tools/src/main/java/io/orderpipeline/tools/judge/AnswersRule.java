package io.orderpipeline.tools.judge;

import io.orderpipeline.tools.judge.Stored.StoredOrder;
import io.orderpipeline.tools.load.Answer;
import io.orderpipeline.tools.load.Attempt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Orders answered 202 are stored as sent, refused ones are not, and nothing else is stored. */
final class AnswersRule implements Rule {

    @Override
    public List<String> violations(History history) {
        List<String> violations = new ArrayList<>();
        Map<String, StoredOrder> stored = history.stored().orders().stream()
                .collect(Collectors.toMap(StoredOrder::token, Function.identity(), (one, other) -> {
                    violations.add("stored twice: " + one.token());
                    return one;
                }));
        Map<String, Set<Answer>> answers = new HashMap<>();
        Map<String, Attempt.PlacedOrder> sent = new HashMap<>();
        for (Attempt attempt : history.attempts()) {
            String token = attempt.order().token();
            answers.computeIfAbsent(token, unknown -> EnumSet.noneOf(Answer.class))
                    .add(attempt.answer());
            sent.put(token, attempt.order());
        }
        answers.forEach((token, told) -> {
            StoredOrder order = stored.get(token);
            if (told.contains(Answer.ACCEPTED) && order == null) {
                violations.add("answered 202 and not stored: " + sent.get(token));
            } else if (order != null && told.equals(Set.of(Answer.REFUSED))) {
                violations.add("refused and stored: " + order);
            }
        });
        for (StoredOrder order : stored.values()) {
            Attempt.PlacedOrder placed = sent.get(order.token());
            if (placed == null
                    || !placed.orderId().equals(order.orderId())
                    || !placed.itemIds().equals(order.itemIds())) {
                violations.add("stored and not sent like this: " + order);
            }
        }
        return violations;
    }
}
