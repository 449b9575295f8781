package io.orderpipeline.broker.startup;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely means. */
final class Nearest {

    private Nearest() {}

    /** The known name with the fewest different letters, unless more than a third differ; ignores dots, dashes and case. */
    static Optional<String> to(String written, Collection<String> known) {
        String letters = lettersOf(written);
        return known.stream()
                .filter(name ->
                        distance(letters, lettersOf(name)) <= lettersOf(name).length() / 3)
                .min(Comparator.<String>comparingInt(name -> distance(letters, lettersOf(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The first 100 letters and digits of a name, in lower case. */
    static String lettersOf(String name) {
        StringBuilder letters = new StringBuilder();
        name.chars()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .limit(100)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** How many letters must be inserted, deleted or replaced (Levenshtein distance). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
