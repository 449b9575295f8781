package io.orderpipeline.tools.judge;

import java.util.List;
import java.util.Map;

/**
 * The judge's findings.
 *
 * @param violations by rule; empty where the rule holds
 * @param repeats    how many notifications were sent again, by the crash window that explains them
 */
public record Verdict(Map<String, List<String>> violations, Map<String, Integer> repeats) {

    /** Whether this rule, which must be one of the judge's, is violated. */
    public boolean isBroken(String rule) {
        List<String> found = violations.get(rule);
        if (found == null) {
            throw new IllegalArgumentException("the judge has no rule: " + rule);
        }
        return !found.isEmpty();
    }

    public boolean isClean() {
        return violations.values().stream().allMatch(List::isEmpty);
    }
}
