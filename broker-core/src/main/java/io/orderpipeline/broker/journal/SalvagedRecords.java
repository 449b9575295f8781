package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every whole record of a file that may be damaged anywhere, in file order. A record counts if its checksum is right and its seq
 * is greater than that of the record before; line breaks, commas and the chain need not be right.
 *
 * <p>Not thread-safe.
 */
public final class SalvagedRecords implements AutoCloseable {

    private static final int BUFFER = 1 << 20;
    /** In bytes: a line break and a comma or bracket, all that an undamaged file has between whole records. */
    private static final int PUNCTUATION = 2;

    private final String name;
    private final DiskFile file;
    private final Consumer<Gap> listener;
    private final LineSource lines;
    private final Line line = new Line();

    /** {@code window[cursor, to)} is still to be searched. */
    private byte[] window = {};

    private int cursor;
    private int to;
    private long windowPosition;

    private long lastSeq;
    /** Position in the file after the last whole record. */
    private long explained;

    SalvagedRecords(String name, DiskFile file, Consumer<Gap> listener) {
        this.name = name;
        this.file = file;
        this.listener = listener;
        this.lines = new LineSource(file, 0, BUFFER);
    }

    /** The next whole record, or null at the end of the file. */
    public @Nullable JournalRecord next() {
        try {
            do {
                if (findInWindow()) {
                    return JournalRecord.of(line, window);
                }
            } while (moveOn());
            report(file.size());
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(String.format(Locale.ROOT, "cannot read %s: %s", name, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(String.format(Locale.ROOT, "cannot close %s: %s", name, e.getMessage()), e);
        }
    }

    /** Damage may have removed a line break, so a line can hold more than one record. */
    private boolean findInWindow() {
        int start = indexOf(LineFormat.SEQ, cursor, to);
        while (start < to) {
            int limit = indexOf(LineFormat.SEQ, start + 1, to);
            cursor = limit;
            if (readWithin(start, limit)) {
                return true;
            }
            start = limit;
        }
        return false;
    }

    private boolean readWithin(int start, int limit) {
        int end = indexOf(LineFormat.END, start, limit);
        while (end < limit) {
            int behind = end + LineFormat.END.length;
            if (line.read(window, start, behind) && line.seq > lastSeq) {
                lastSeq = line.seq;
                report(windowPosition + start);
                explained = windowPosition + behind;
                return true;
            }
            end = indexOf(LineFormat.END, end + 1, limit);
        }
        return false;
    }

    private boolean moveOn() throws IOException {
        if (lines.next()) {
            window = lines.bytes();
            cursor = lines.from();
            to = lines.to();
            windowPosition = lines.position() - lines.from();
            return true;
        }
        windowPosition = lines.nextPosition();
        window = FullTransfer.read(
                file, windowPosition, (int) Math.min(LineSource.MAX_LINE, Math.max(0, file.size() - windowPosition)));
        cursor = 0;
        to = window.length;
        lines.seek(windowPosition + to);
        return to > 0;
    }

    private void report(long position) {
        if (position - explained > PUNCTUATION) {
            listener.accept(new Gap(explained, position));
        }
    }

    /** Where the text starts in the window, or the limit if it does not occur. */
    private int indexOf(byte[] text, int from, int limit) {
        for (int i = from; i <= limit - text.length; i++) {
            if (window[i] == text[0] && Arrays.equals(window, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return limit;
    }

    /**
     * A stretch of the file without a record that counts.
     *
     * @param from position of its first byte
     * @param to   position after its last byte
     */
    public record Gap(long from, long to) {}
}
