package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Encodes a record as a line, so that the file is always one JSON array.
 *
 * <pre>
 * [
 * {"seq":1,<i>members</i>,"durable":0,"prev":"00000000","crc":"9a3f01bc"}
 * ,{"seq":2,<i>members</i>,"durable":1,"prev":"9a3f01bc","crc":"04c1e7a2"}
 * ]
 *
 * seq      counts by one, without gaps
 * members  what the owner of the journal stores, one or more JSON members without a line break
 * durable  the highest seq known to be synced when this record was written
 * prev     the crc of the record before, 00000000 in the very first
 * crc      CRC32C (RFC 3720, Castagnoli) of the line's bytes from its opening brace up to the comma before "crc"
 * </pre>
 *
 * The comma is at the start of a line, so that an append overwrites only the closing bracket, which has a line to itself: no byte of an
 * acknowledged record is ever rewritten.
 */
final class LineFormat {

    static final byte[] HEADER = ascii("[\n");
    static final byte CLOSING = ']';
    static final byte[] EMPTY_JOURNAL = ascii("[\n]");

    static final byte[] SEQ = ascii("{\"seq\":");
    static final byte[] DURABLE = ascii(",\"durable\":");
    static final byte[] PREV = ascii(",\"prev\":\"");
    static final byte[] CRC = ascii(",\"crc\":\"");
    static final byte[] END = ascii("\"}");

    /** Upper bound in bytes for everything except the members: names, two numbers of 19 digits, two checksums, comma and line break. */
    static final int OVERHEAD = 128;

    private static final byte[] HEX = ascii("0123456789abcdef");

    private final CRC32C crc = new CRC32C();

    /**
     * Appends a line to a buffer, which must have room for the members and {@link #OVERHEAD} more bytes.
     *
     * @return the record's crc
     */
    int encode(ByteBuffer target, boolean first, long seq, byte[] members, long durable, int prev) {
        if (!first) {
            target.put((byte) ',');
        }
        int start = target.position();
        putNumber(target.put(SEQ), seq);
        target.put((byte) ',').put(members).put(DURABLE);
        putNumber(target, durable);
        putHex(target.put(PREV), prev);
        target.put((byte) '"');
        crc.reset();
        crc.update(target.duplicate().flip().position(start));
        int value = (int) crc.getValue();
        putHex(target.put(CRC), value);
        target.put(END).put((byte) '\n');
        return value;
    }

    static String hex(int value) {
        ByteBuffer text = ByteBuffer.allocate(8);
        putHex(text, value);
        return new String(text.array(), US_ASCII);
    }

    private static void putNumber(ByteBuffer target, long number) {
        long divisor = 1;
        while (number / divisor >= 10) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            target.put((byte) ('0' + number / divisor % 10));
        }
    }

    private static void putHex(ByteBuffer target, int value) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            target.put(HEX[value >>> shift & 0xf]);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
