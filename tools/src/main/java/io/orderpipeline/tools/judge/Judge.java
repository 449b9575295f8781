package io.orderpipeline.tools.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies all rules. */
public final class Judge {

    private static final Map<String, Rule> RULES = rules();

    private Judge() {}

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("answers are true", new AnswersRule());
        rules.put("no id and no item is accepted twice", new UniqueRule());
        rules.put("seqs have no gaps and are in commit order", new SeqRule());
        rules.put("each accepted item is notified and nothing else", new NotifiedRule());
        rules.put("each once but for crash windows", history -> Repeats.in(history)
                .unexplained());
        rules.put("repeats have the same webhook-id", new WebhookIdRule());
        rules.put("one relay at a time saves its progress", new LeaseRule());
        rules.put("there is no dead letter", history -> history.stored().deadLetters());
        return rules;
    }

    /** Judges a history. */
    public static Verdict judge(History history) {
        Map<String, List<String>> violations = new LinkedHashMap<>();
        RULES.forEach((name, rule) -> violations.put(name, new ArrayList<>(rule.violations(history))));
        Map<String, Integer> repeats = new LinkedHashMap<>();
        Repeats.in(history).explained().forEach((window, count) -> repeats.put(window.name(), count));
        return new Verdict(violations, repeats);
    }
}
