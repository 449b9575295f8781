package io.orderpipeline.broker.journal;

import java.util.Arrays;

/**
 * Parses a record's members in place, without building strings: a start reads ten million records. Supports only strings without
 * escapes; callers use a codec for the rest.
 *
 * <p>Not thread-safe.
 */
public final class MembersCursor {

    private byte[] bytes = {};
    private int position;
    private int end;
    private int stringStart;

    /** Starts at the beginning of {@code source[from, to)}. */
    public void startAt(byte[] source, int from, int to) {
        bytes = source;
        position = from;
        end = to;
    }

    /** Skips this text if it is next. */
    public boolean skip(byte[] text) {
        boolean there = position + text.length <= end
                && Arrays.equals(bytes, position, position + text.length, text, 0, text.length);
        position += there ? text.length : 0;
        return there;
    }

    /** Skips this character if it is next. */
    public boolean skip(char ascii) {
        boolean there = position < end && bytes[position] == ascii;
        position += there ? 1 : 0;
        return there;
    }

    /** Skips the rest of a string and its closing quote, unless it has an escape. Call it after the opening quote. */
    public boolean skipPlainString() {
        stringStart = position;
        while (position < end && bytes[position] != '"') {
            if (bytes[position++] == '\\') {
                return false;
            }
        }
        return skip('"');
    }

    /** Where the contents of the last skipped string start. */
    public int stringFrom() {
        return stringStart;
    }

    /** Where the contents of the last skipped string end. */
    public int stringTo() {
        return position - 1;
    }

    public boolean atEnd() {
        return position == end;
    }

    /** The members as one JSON object, for a codec. */
    public static byte[] asObject(byte[] source, int from, int to) {
        byte[] object = new byte[to - from + 2];
        object[0] = '{';
        System.arraycopy(source, from, object, 1, to - from);
        object[object.length - 1] = '}';
        return object;
    }
}
