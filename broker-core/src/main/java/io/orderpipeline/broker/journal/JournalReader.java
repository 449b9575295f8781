package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal file from any record on, also while another thread or process appends to it.
 *
 * <p>At the end of a live file a write may be in progress, and a failed one may be rolled back and repeated. So an invalid line is looked
 * up again by its seq; it counts as damage only if it is still invalid and whole records follow it.
 *
 * <p>Not thread-safe.
 */
public final class JournalReader implements AutoCloseable {

    private static final int BUFFER = 64 << 10;
    /** For a single record: most are far shorter. */
    private static final int SMALL_BUFFER = 4 << 10;
    /** Below this distance a sequential read is cheaper than another jump. */
    private static final int JUMP = 64 << 10;

    private final String name;
    private final DiskFile file;
    private final LineSource lines;
    private final Line line = new Line();

    private Origin last = Origin.START;
    /** Whether the checksum of {@link #last} is known and the next record must be chained to it. */
    private boolean chained;
    /** The record this reader read last, null if it has read none since the last seek. */
    private @Nullable JournalRecord lastRead;

    JournalReader(String name, DiskFile file) {
        this(name, file, BUFFER);
    }

    private JournalReader(String name, DiskFile file, int buffer) {
        this.name = name;
        this.file = file;
        this.lines = new LineSource(file, LineFormat.HEADER.length, buffer);
    }

    /** A reader with a small buffer, for reading a single record. */
    static JournalReader ofOneRecord(String name, DiskFile file) {
        return new JournalReader(name, file, SMALL_BUFFER);
    }

    /** Moves to the first record with a greater seq, without checking what it is chained to. */
    public void seekAfter(long seq) {
        seek(new Origin(seq, 0), false);
    }

    /** Moves past this record, which need not be in this file; the next one must be chained to it. */
    public void seekAfter(Origin record) {
        seek(record, true);
    }

    /**
     * The next record, or null when there is none yet.
     *
     * @throws JournalDamagedException when there is one after an invalid line, or one that is not chained to the last
     */
    public @Nullable JournalRecord next() {
        try {
            if (!lines.next()) {
                return file.size() < lines.nextPosition() ? readAgain() : null;
            }
            return isNext() ? take() : readAgain();
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** Why there may be another record that cannot be read (yet); null at the end of a whole file. */
    public @Nullable String unreadableEnd() {
        try {
            long position = lines.nextPosition();
            return JournalScanner.isCleanTail(file, position)
                    ? null
                    : String.format(
                            Locale.ROOT,
                            "%s holds no whole record at byte %d, where seq %d should be",
                            name,
                            position,
                            last.seq() + 1);
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** The seq of the last whole record, 0 when there is none. Moves this reader past it. */
    public long lastSeq() {
        return last().seq();
    }

    /** The last whole record: its seq and checksum; {@link Origin#START} when there is none. Moves this reader past it. */
    public Origin last() {
        try {
            long size = file.size();
            long position = size;
            Origin found = Origin.START;
            for (long back = JUMP; found.seq() == 0 && position > LineFormat.HEADER.length; back *= 2) {
                position = Math.max(LineFormat.HEADER.length, size - back);
                found = lastAfter(position);
            }
            seekAfter(found);
            return found;
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** The record before the first one, as the first one states it; {@link Origin#START} if the file has none. Moves this reader. */
    public Origin origin() {
        try {
            lines.seek(LineFormat.HEADER.length);
            return lines.next() && isWhole() ? new Origin(line.seq - 1, line.prev) : Origin.START;
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** Where the record after the last one starts, or would start. */
    long nextPosition() {
        return lines.nextPosition();
    }

    /** The record whose line starts at this position. */
    JournalRecord at(long position) throws IOException {
        lines.seek(position);
        if (!lines.next() || !isWhole()) {
            throw new JournalDamagedException(
                    String.format(Locale.ROOT, "there is no whole record at byte %d of %s", position, name));
        }
        return take();
    }

    /** Where the first record with a seq greater than this one starts, or would start. */
    long positionAfter(long seq) throws IOException {
        long low = LineFormat.HEADER.length;
        long high = file.size();
        while (high - low > JUMP) {
            long middle = low + (high - low) / 2;
            enterNextLine(middle);
            if (isWhole() && line.seq <= seq) {
                low = lines.nextPosition();
            } else {
                high = middle;
            }
        }
        lines.seek(low);
        while (lines.next() && isWhole() && line.seq <= seq) {
            low = lines.nextPosition();
        }
        return low;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** The last whole record that starts after this position, {@link Origin#START} when none does. */
    private Origin lastAfter(long position) throws IOException {
        if (position > LineFormat.HEADER.length) {
            enterNextLine(position);
        } else {
            lines.seek(LineFormat.HEADER.length);
            lines.next();
        }
        Origin found = Origin.START;
        do {
            found = isWhole() ? new Origin(line.seq, line.crc) : found;
        } while (lines.next());
        return found;
    }

    /** Moves from the middle of a line to the next line. */
    private void enterNextLine(long position) throws IOException {
        lines.seek(position);
        if (lines.next()) {
            lines.next();
        }
    }

    private @Nullable JournalRecord readAgain() throws IOException {
        followRewritten();
        long position = positionAfter(last.seq());
        lines.seek(position);
        if (!lines.next()) {
            return null;
        }
        if (isNext()) {
            return take();
        }
        if (isWhole()) {
            throw damaged(
                    position,
                    String.format(
                            Locale.ROOT,
                            "seq %d chained to %s instead of %s",
                            line.seq,
                            LineFormat.hex(line.prev),
                            LineFormat.hex(last.crc())));
        }
        while (lines.next()) {
            if (isWhole()) {
                throw damaged(position, String.format(Locale.ROOT, "an invalid line, followed by seq %d", line.seq));
            }
        }
        lines.seek(position);
        return null;
    }

    /** A failed write is rolled back and repeated, possibly with another watermark and so another checksum. */
    private void followRewritten() throws IOException {
        if (lastRead != null) {
            lines.seek(positionAfter(last.seq() - 1));
            if (lines.next()
                    && isWhole()
                    && line.seq == last.seq()
                    && Arrays.equals(JournalRecord.of(line, lines.bytes()).json(), lastRead.json())) {
                last = new Origin(line.seq, line.crc);
            }
        }
    }

    private JournalDamagedException damaged(long position, String found) {
        return new JournalDamagedException(String.format(
                Locale.ROOT, "expected seq %d at byte %d of %s but found %s", last.seq() + 1, position, name, found));
    }

    private void seek(Origin record, boolean mustBeChained) {
        try {
            lines.seek(positionAfter(record.seq()));
            last = record;
            chained = mustBeChained;
            lastRead = null;
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    private boolean isWhole() {
        byte[] bytes = lines.bytes();
        int from = lines.from();
        boolean comma = from < lines.to() && bytes[from] == ',';
        return line.read(bytes, comma ? from + 1 : from, lines.to());
    }

    private boolean isNext() {
        return isWhole() && (chained ? line.seq == last.seq() + 1 && line.prev == last.crc() : line.seq > last.seq());
    }

    private JournalRecord take() {
        last = new Origin(line.seq, line.crc);
        chained = true;
        lastRead = JournalRecord.of(line, lines.bytes());
        return lastRead;
    }

    private UncheckedIOException cannotRead(IOException cause) {
        return new UncheckedIOException(
                String.format(Locale.ROOT, "cannot read %s: %s", name, cause.getMessage()), cause);
    }
}
