package io.orderpipeline.broker.journal;

/** Sees every record of a journal, in order, while it is read at a start. An exception from it rejects the record as one of another kind. */
@FunctionalInterface
public interface RecordVisitor {

    /**
     * Looks at one whole record.
     *
     * @param position where its line can be read again with {@link FolderView#recordAt}
     * @param bytes    hold the members in {@code [from, to)}; valid only during the call
     */
    void visit(long seq, long position, byte[] bytes, int from, int to);

    /** Shows each record to this visitor, and then to another one. */
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
