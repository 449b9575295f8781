package io.orderpipeline.broker;

/**
 * The beginning of a text for people. What is stored beside an event is kept short, so that the event itself, which is never cut, always
 * fits. Thread-safe.
 */
public final class Excerpt {

    /** Enough for any message that somebody wrote to be read, in UTF-16 code units. */
    static final int LONGEST = 500;

    private static final String CUT = "...";

    private Excerpt() {}

    /** The text, or of a longer one its beginning and three dots, 500 UTF-16 code units in all; an excerpt of an excerpt is the same. */
    public static String of(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
