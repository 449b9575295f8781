package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace of an order, stored as the last member of its event's record. It is not part of the event and is not published. Most records
 * have none; checking that costs one comparison. Thread-safe.
 */
public final class TraceMember {

    private static final byte[] NAME = ",\"traceparent\":\"".getBytes(US_ASCII);
    private static final byte[] END = "\"}".getBytes(US_ASCII);
    private static final int VALUE_LENGTH = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".length();
    private static final Pattern VALUE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceMember() {}

    /** The members of a record with this trace appended; unchanged without one. */
    public static byte[] append(byte[] members, @Nullable String traceParent) {
        if (traceParent == null) {
            return members;
        }
        byte[] value = traceParent.getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(members, members.length + NAME.length + value.length + 1);
        System.arraycopy(NAME, 0, all, members.length, NAME.length);
        System.arraycopy(value, 0, all, members.length + NAME.length, value.length);
        all[all.length - 1] = '"';
        return all;
    }

    /** The trace in a record, given as one JSON object; null when it has none. */
    public static @Nullable String in(byte[] json) {
        int end = json.length - END.length;
        int value = end - VALUE_LENGTH;
        int name = value - NAME.length;
        if (name < 1
                || !Arrays.equals(json, name, value, NAME, 0, NAME.length)
                || !Arrays.equals(json, end, json.length, END, 0, END.length)) {
            return null;
        }
        String traceParent = new String(json, value, VALUE_LENGTH, US_ASCII);
        return VALUE.matcher(traceParent).matches() ? traceParent : null;
    }
}
