package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/** A second implementation of the file format, without production code: what that code must write and must be able to read. */
final class HandWrittenJournal {

    private final StringBuilder file = new StringBuilder("[\n");
    private final List<Integer> starts = new ArrayList<>();
    private String prev = "00000000";
    private long durable;

    /** The bytes of one record's line, without comma and line break. */
    static String line(long seq, String members, long durable, String prev) {
        String checked = String.format(
                Locale.ROOT, "{\"seq\":%d,%s,\"durable\":%d,\"prev\":\"%s\"", seq, members, durable, prev);
        return checked + String.format(Locale.ROOT, ",\"crc\":\"%s\"}", crc(checked));
    }

    static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** Adds a batch of records, written when all records before it were synced. */
    HandWrittenJournal batch(String... members) {
        for (String member : members) {
            String line = line(starts.size() + 1, member, durable, prev);
            prev = line.substring(line.length() - 10, line.length() - 2);
            starts.add(file.length());
            file.append(starts.size() == 1 ? "" : ",").append(line).append('\n');
        }
        durable = starts.size();
        return this;
    }

    /** Batches with these numbers of records, with members of some length. */
    static HandWrittenJournal ofBatches(int... sizes) {
        HandWrittenJournal journal = new HandWrittenJournal();
        for (int size : sizes) {
            String[] members = new String[size];
            for (int i = 0; i < size; i++) {
                members[i] = String.format(Locale.ROOT, "\"id\":\"order-%d\"", journal.starts.size() + i + 1);
            }
            journal.batch(members);
        }
        return journal;
    }

    byte[] bytes() {
        return (file + "]").getBytes(UTF_8);
    }

    /** Position at which the line of a record starts; for the record after the last, position of the closing bracket. */
    int start(int seq) {
        return seq > starts.size() ? file.length() : starts.get(seq - 1);
    }

    int records() {
        return starts.size();
    }
}
