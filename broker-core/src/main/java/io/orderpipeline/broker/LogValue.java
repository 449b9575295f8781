package io.orderpipeline.broker;

import tools.jackson.databind.json.JsonMapper;

/**
 * A client's own text as the value of {@code key=value} in a line of the log, so that it can neither end the value and forge another
 * field, nor end the line, nor reorder what an operator sees. Thread-safe.
 */
public final class LogValue {

    private LogValue() {}

    /**
     * A plain text as it is. In quotes, with the escapes of JSON, one that is empty or has a space, {@code =}, {@code "}, a control or a
     * format character (Unicode category Cf).
     */
    public static String of(String text) {
        return !text.isEmpty() && isPlain(text) ? text : quoted(text);
    }

    /** A loop and not a stream, because each notification logs two. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (needsQuotes(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** In quotes whatever it is, such as a sentence. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(codePoint -> append(quoted, codePoint));
        return quoted.append('"').toString();
    }

    /** Without quotes: a text on one line, with the escapes of JSON for what cannot be seen. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> appendVisible(visible, codePoint));
        return visible.toString();
    }

    /** The text that {@link #of} was given. */
    public static String textOf(String value) {
        return value.startsWith("\"") ? JsonMapper.shared().readValue(value, String.class) : value;
    }

    private static void append(StringBuilder quoted, int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            quoted.append('\\').append((char) codePoint);
        } else {
            appendVisible(quoted, codePoint);
        }
    }

    private static void appendVisible(StringBuilder visible, int codePoint) {
        if (isInvisible(codePoint)) {
            for (char unit : Character.toChars(codePoint)) {
                String hex = Integer.toHexString(unit);
                visible.append("\\u").append("0000", hex.length(), 4).append(hex);
            }
        } else {
            visible.appendCodePoint(codePoint);
        }
    }

    private static boolean needsQuotes(int codePoint) {
        return codePoint == '=' || codePoint == '"' || Character.isSpaceChar(codePoint) || isInvisible(codePoint);
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
