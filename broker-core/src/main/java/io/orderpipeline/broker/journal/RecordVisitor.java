package io.orderpipeline.broker.journal;

/** Is shown every record of a journal, in order, while it is read at start. What it throws says that a record is none of its kind. */
@FunctionalInterface
public interface RecordVisitor {

    /**
     * Looks at one whole record.
     *
     * @param position where its line can be read again with {@link FolderView#recordAt}
     * @param bytes    hold the members in {@code [from, to)}; valid only during the call
     */
    void visit(long seq, long position, byte[] bytes, int from, int to);

    /** For a journal whose records nobody needs at start. */
    static RecordVisitor none() {
        return (seq, position, bytes, from, to) -> {};
    }
}
