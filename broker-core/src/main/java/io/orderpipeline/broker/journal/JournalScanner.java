package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a file from its start and determines how far it is valid. Changes nothing. */
final class JournalScanner {

    private static final int BUFFER = 1 << 20;
    private static final int LONGEST_CLEAN_TAIL = 4096;

    private final DiskFile file;
    private final RecordVisitor visitor;
    private final Line line = new Line();
    private final LineSource lines;

    private long records;
    private long seq;
    private int crc;
    private long durable;

    private JournalScanner(DiskFile file, Origin origin, RecordVisitor visitor) throws IOException {
        this.file = file;
        this.visitor = visitor;
        this.seq = origin.seq();
        this.crc = origin.crc();
        this.lines = new LineSource(file, LineFormat.HEADER.length, (int) Math.min(BUFFER, file.size()));
    }

    /** Scans a file; null if there is none. */
    static Scan scan(@Nullable DiskFile file, Origin origin, RecordVisitor visitor) throws IOException {
        if (file == null || file.size() == 0) {
            return Scan.nothing(file != null, origin);
        }
        byte[] start = FullTransfer.read(file, 0, LineFormat.HEADER.length);
        JournalScanner scanner = new JournalScanner(file, origin, visitor);
        return Arrays.equals(start, LineFormat.HEADER) ? scanner.scan(origin) : scanner.scanWithoutHeader(origin);
    }

    private Scan scan(Origin origin) throws IOException {
        long end = LineFormat.HEADER.length;
        while (lines.next() && problem() == null) {
            records++;
            seq = line.seq;
            crc = line.crc;
            durable = line.durable;
            if (!isOfThisStore()) {
                // Probably another file under the wrong name.
                return Scan.foreign(
                        origin,
                        file.size(),
                        String.format(
                                Locale.ROOT,
                                "the record with seq %d at byte %d is of the wrong kind",
                                seq,
                                lines.position()));
            }
            end = lines.nextPosition();
        }
        long size = file.size();
        Damage damage = isCleanTail(file, end) ? null : damage(end, size);
        return new Scan(true, records, new Origin(seq, crc), durable, end, size, damage, null);
    }

    /** Either the header is damaged, or the file is not a journal. */
    private Scan scanWithoutHeader(Origin origin) throws IOException {
        String reason = "it does not start with '[' on a line of its own";
        Damage damage = damage(0, file.size(), reason);
        return damage.wholeRecords() == 0
                ? Scan.foreign(origin, file.size(), "it is not a journal of this program: " + reason)
                : new Scan(true, 0, origin, origin.seq(), 0, file.size(), damage, null);
    }

    private boolean isOfThisStore() {
        try {
            visitor.visit(seq, lines.position(), lines.bytes(), line.membersFrom, line.membersTo);
            return true;
        } catch (JournalException | UncheckedIOException ofAnotherFile) {
            throw ofAnotherFile;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What is wrong with the current line, or null when it continues the chain. */
    private @Nullable String problem() {
        int from = lines.from();
        byte[] bytes = lines.bytes();
        if (records > 0) {
            if (from == lines.to() || bytes[from] != ',') {
                return "the line does not start with a comma";
            }
            from++;
        }
        if (!line.read(bytes, from, lines.to())) {
            return line.crc == line.actualCrc
                    ? "the line does not have the form of a record"
                    : String.format(
                            Locale.ROOT,
                            "expected crc %s but found %s",
                            LineFormat.hex(line.crc),
                            LineFormat.hex(line.actualCrc));
        }
        if (line.seq != seq + 1) {
            return String.format(Locale.ROOT, "expected seq %d but found %d", seq + 1, line.seq);
        }
        if (line.prev != crc) {
            return String.format(
                    Locale.ROOT, "expected prev %s but found %s", LineFormat.hex(crc), LineFormat.hex(line.prev));
        }
        return null;
    }

    /** Whether only the closing bracket and white space follow the last record. */
    static boolean isCleanTail(DiskFile file, long end) throws IOException {
        byte[] tail = FullTransfer.read(file, end, LONGEST_CLEAN_TAIL + 1);
        if (tail.length == 0 || tail.length > LONGEST_CLEAN_TAIL || tail[0] != LineFormat.CLOSING) {
            return false;
        }
        for (int i = 1; i < tail.length; i++) {
            if (!Character.isWhitespace(tail[i])) {
                return false;
            }
        }
        return true;
    }

    private Damage damage(long position, long size) throws IOException {
        lines.seek(position);
        String problem = lines.next() ? problem() : null;
        return damage(
                position,
                size,
                problem == null ? "the file ends without its closing bracket or within a record" : problem);
    }

    private Damage damage(long position, long size, String reason) throws IOException {
        long whole = 0;
        long highestSeq = 0;
        long highestDurable = 0;
        lines.seek(position);
        while (nextLine(size)) {
            if (line.readAtEnd(lines.bytes(), lines.from(), lines.to())) {
                whole++;
                highestSeq = Math.max(highestSeq, line.seq);
                highestDurable = Math.max(highestDurable, line.durable);
            }
        }
        return new Damage(position, seq + 1, reason, size - position, whole, highestSeq, highestDurable);
    }

    /** Moves to the next line, skipping stretches without line breaks of any length. */
    private boolean nextLine(long size) throws IOException {
        while (!lines.next()) {
            long behind = lines.nextPosition() + LineSource.MAX_LINE;
            if (behind >= size) {
                return false;
            }
            lines.seek(behind);
        }
        return true;
    }
}
