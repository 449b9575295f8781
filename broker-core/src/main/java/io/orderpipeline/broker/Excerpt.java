package io.orderpipeline.broker;

/**
 * Shortens text that people read. Text stored beside an event is kept short, so that the event itself, which is never cut, always fits.
 * Thread-safe.
 */
public final class Excerpt {

    /** In UTF-16 code units. Long enough for any message written for people. */
    static final int LONGEST = 500;

    private static final String CUT = "...";

    private Excerpt() {}

    /** The text, cut to 500 UTF-16 code units if it is longer, the last three then being dots. Idempotent. */
    public static String of(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
