package io.orderpipeline.broker;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Escapes a client's text for use as the value of {@code key=value} in a log line. The text can then neither forge another field, nor
 * start another line, nor reorder what an operator sees. Thread-safe.
 */
public final class LogValue {

    private LogValue() {}

    /**
     * Plain text unchanged. Text that is empty or contains a space, {@code =}, {@code "}, a control character or a format character
     * (Unicode category Cf) is quoted and escaped as in JSON.
     */
    public static String of(String text) {
        return !text.isEmpty() && isPlain(text) ? text : quoted(text);
    }

    /** A loop, not a stream, for speed: each notification logs two values. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (needsQuotes(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Always in quotes, for example for a sentence. */
    public static String quoted(@Nullable String text) {
        StringBuilder quoted = new StringBuilder().append('"');
        String.valueOf(text).codePoints().forEach(codePoint -> append(quoted, codePoint));
        return quoted.append('"').toString();
    }

    /** Without quotes, on one line; invisible characters are escaped as in JSON. */
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
