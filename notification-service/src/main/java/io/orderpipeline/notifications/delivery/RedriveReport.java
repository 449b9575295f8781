package io.orderpipeline.notifications.delivery;

import java.util.Map;

/**
 * What came of redriving many letters.
 *
 * @param results how many came to which result; an {@link Verdict.Result#UNAVAILABLE} ends the redrive
 * @param left    how many letters of the kind asked for were not tried
 */
public record RedriveReport(Map<Verdict.Result, Integer> results, int left) {}
