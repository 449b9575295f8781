package io.orderpipeline.broker.journal;

/** Receives every record of a journal, in order, while a start reads it. Throws an exception to reject a record of the wrong kind. */
@FunctionalInterface
public interface RecordVisitor {

    /**
     * Receives one whole record.
     *
     * @param position of its line, for {@link FolderView#recordAt}
     * @param bytes    the members are in {@code bytes[from, to)}; valid only during the call
     */
    void visit(long seq, long position, byte[] bytes, int from, int to);

    /** Passes each record to this visitor, then to the other. */
    default RecordVisitor andThen(RecordVisitor other) {
        return (seq, position, bytes, from, to) -> {
            visit(seq, position, bytes, from, to);
            other.visit(seq, position, bytes, from, to);
        };
    }

    /** For a journal whose records are not needed at a start. */
    static RecordVisitor none() {
        return (seq, position, bytes, from, to) -> {};
    }
}
