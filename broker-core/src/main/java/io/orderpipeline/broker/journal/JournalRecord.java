package io.orderpipeline.broker.journal;

/**
 * A record that was read back.
 *
 * @param seq  its place, from 1
 * @param json its members as one JSON object, without the journal's own
 * @param crc  its checksum, to which the next record is chained
 */
@SuppressWarnings("ArrayRecordComponent") // made once, handed on once, never compared
public record JournalRecord(long seq, byte[] json, int crc) {

    static JournalRecord of(Line line, byte[] bytes) {
        int length = line.membersTo - line.membersFrom;
        byte[] json = new byte[length + 2];
        json[0] = '{';
        System.arraycopy(bytes, line.membersFrom, json, 1, length);
        json[length + 1] = '}';
        return new JournalRecord(line.seq, json, line.crc);
    }
}
