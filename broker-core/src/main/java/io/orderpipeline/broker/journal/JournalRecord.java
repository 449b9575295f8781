package io.orderpipeline.broker.journal;

/**
 * A record that was read from a journal.
 *
 * @param seq  its number, from 1
 * @param json its members as one JSON object, without the journal's own
 * @param crc  its checksum, to which the next record is chained
 */
@SuppressWarnings("ArrayRecordComponent") // created once, passed on once, never compared
public record JournalRecord(long seq, byte[] json, int crc) {

    static JournalRecord of(Line line, byte[] bytes) {
        byte[] json = MembersCursor.asObject(bytes, line.membersFrom, line.membersTo);
        return new JournalRecord(line.seq, json, line.crc);
    }
}
