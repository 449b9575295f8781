package io.orderpipeline.tools.judge;

import java.util.List;
import java.util.Map;

/**
 * What the judge found.
 *
 * @param violations of each rule, empty where it holds
 * @param repeats    how many notifications were sent again, by the window that explains them
 */
public record Verdict(Map<String, List<String>> violations, Map<String, Integer> repeats) {

    /** Whether there are violations of this rule, which has to be one of the judge's. */
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
