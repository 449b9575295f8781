package io.orderpipeline.orders.maintenance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.broker.journal.RecordVisitor;
import io.orderpipeline.orders.maintenance.Request.Format;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Prints records as they are in the file, one per line. Not thread-safe. */
final class RecordPrinter implements RecordVisitor {

    private final boolean array;
    private final PrintStream target;
    private long records;

    RecordPrinter(OutputStream target, Format format) {
        this.target = new PrintStream(new BufferedOutputStream(target, 64 << 10), false, US_ASCII);
        this.array = format == Format.JSON;
        print(array ? "[" : "");
    }

    @Override
    public void visit(long seq, long position, byte[] bytes, int from, int to) {
        print(!array ? "" : records == 0 ? "\n" : ",\n");
        target.write('{');
        target.write(bytes, from, to - from);
        print(array ? "}" : "}\n");
        records++;
    }

    long records() {
        return records;
    }

    /**
     * Ends the output. The array of an incomplete export stays open, so that it cannot be mistaken for a complete one.
     *
     * @return false when not everything could be written
     */
    boolean end(boolean whole) {
        String bracket = whole ? "\n]\n" : "\n";
        print(array ? bracket : "");
        return !target.checkError();
    }

    private void print(String ascii) {
        byte[] bytes = ascii.getBytes(US_ASCII);
        target.write(bytes, 0, bytes.length);
    }
}
