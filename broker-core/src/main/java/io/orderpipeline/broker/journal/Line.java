package io.orderpipeline.broker.journal;

import static io.orderpipeline.broker.journal.LineFormat.CRC;
import static io.orderpipeline.broker.journal.LineFormat.DURABLE;
import static io.orderpipeline.broker.journal.LineFormat.END;
import static io.orderpipeline.broker.journal.LineFormat.PREV;
import static io.orderpipeline.broker.journal.LineFormat.SEQ;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Parses a line in place. Reused for every line, because a start reads ten million of them.
 *
 * <p>Not thread-safe.
 */
final class Line {

    private static final int HEX_DIGITS = 8;
    private static final int MAX_DIGITS = 18;

    private final CRC32C crc32c = new CRC32C();

    long seq;
    long durable;
    int prev;
    int membersFrom;
    int membersTo;
    /** The checksum stated in the line. */
    int crc;
    /** The checksum of the line's bytes. */
    int actualCrc;

    private int cursor;

    /**
     * Reads the line in {@code bytes[from, to)}, without its leading comma and its line break.
     *
     * @return whether it is a whole record: well-formed, with the right checksum
     */
    boolean read(byte[] bytes, int from, int to) {
        seq = -1;
        crc = 0;
        actualCrc = 0;
        int crcAt = to - END.length - HEX_DIGITS - CRC.length;
        int prevAt = crcAt - 1 - HEX_DIGITS - PREV.length;
        if (prevAt <= from || !isAt(bytes, from, SEQ)) {
            return false;
        }
        cursor = from + SEQ.length;
        seq = number(bytes, prevAt);
        membersFrom = cursor + 1;
        if (seq < 0 || bytes[cursor] != ',') {
            return false;
        }
        int digits = prevAt;
        while (digits > membersFrom && isDigit(bytes[digits - 1])) {
            digits--;
        }
        membersTo = digits - DURABLE.length;
        if (membersTo <= membersFrom || !isAt(bytes, membersTo, DURABLE)) {
            return false;
        }
        cursor = digits;
        durable = number(bytes, prevAt);
        if (durable < 0
                || cursor != prevAt
                || !isAt(bytes, prevAt, PREV)
                || bytes[crcAt - 1] != '"'
                || !isAt(bytes, crcAt, CRC)
                || !isAt(bytes, to - END.length, END)) {
            return false;
        }
        long prevValue = hex(bytes, prevAt + PREV.length);
        long crcValue = hex(bytes, crcAt + CRC.length);
        crc32c.reset();
        crc32c.update(bytes, from, crcAt - from);
        prev = (int) prevValue;
        crc = (int) crcValue;
        actualCrc = (int) crc32c.getValue();
        return prevValue >= 0 && crcValue >= 0 && crc == actualCrc;
    }

    /**
     * Reads the record at the end of a line, ignoring anything before it: damage may have removed the line break between two records.
     *
     * @return whether there is a whole record
     */
    boolean readAtEnd(byte[] bytes, int from, int to) {
        for (int start = to - SEQ.length; start >= from; start--) {
            if (bytes[start] == SEQ[0] && isAt(bytes, start, SEQ)) {
                return read(bytes, start, to);
            }
        }
        return false;
    }

    private long number(byte[] bytes, int limit) {
        long value = 0;
        int start = cursor;
        while (cursor < limit && isDigit(bytes[cursor])) {
            value = value * 10 + bytes[cursor++] - '0';
            if (cursor - start > MAX_DIGITS) {
                return -1;
            }
        }
        return cursor == start ? -1 : value;
    }

    private static long hex(byte[] bytes, int at) {
        long value = 0;
        for (int i = at; i < at + HEX_DIGITS; i++) {
            byte digit = bytes[i];
            // Only lower case, as written, so that each record has exactly one encoding.
            int nibble = isDigit(digit) ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
            if (nibble < 0) {
                return -1;
            }
            value = value << 4 | nibble;
        }
        return value;
    }

    /** Callers make sure that {@code part} fits: they check first that the line is as long as its fixed parts. */
    private static boolean isAt(byte[] bytes, int at, byte[] part) {
        return Arrays.equals(bytes, at, at + part.length, part, 0, part.length);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
