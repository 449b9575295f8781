package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Appends records to a journal file, batch by batch. A record may be acknowledged only after the last of these calls:
 *
 * <pre>
 * journal.stage(members);   // for each record
 * journal.write();          // in the file; if the disk is full, the batch is rolled back and later ones may succeed
 * journal.force();          // on the disk; a failure is final
 * </pre>
 *
 * Not thread-safe: one thread owns the journal, and it is never interrupted.
 */
public final class Journal implements AutoCloseable {

    private static final int INITIAL_BATCH = 64 << 10;
    private static final int COPIED = 1 << 20;
    private static final int LONGEST_MEMBERS = LineSource.MAX_LINE - LineFormat.OVERHEAD;

    private final String name;
    private final DiskFile file;
    private final HeldNames names;
    private final LineFormat format = new LineFormat();
    private ByteBuffer batch = ByteBuffer.allocateDirect(INITIAL_BATCH);

    /** Position of the closing bracket, where the next record is written. */
    private long end;

    private Origin written;
    private Origin staged;
    private long durableSeq;
    private boolean failed;

    /**
     * @param names the names that must keep leading to the same files, including the journal's own name
     */
    Journal(String name, DiskFile file, HeldNames names, long end, Origin last) {
        this.name = name;
        this.file = file;
        this.names = names;
        this.end = end;
        this.written = last;
        this.staged = last;
        this.durableSeq = last.seq();
    }

    /** The seq of the last written record. */
    public long lastSeq() {
        return written.seq();
    }

    /** The last written record. */
    public Origin last() {
        return written;
    }

    /** The seq up to which everything is synced. */
    public long durableSeq() {
        return durableSeq;
    }

    /** The size of the file in bytes, without staged records. */
    public long size() {
        return end + 1;
    }

    /**
     * Adds a record to the batch that the next {@link #write} writes.
     *
     * @param members one or more JSON members without a line break, for example {@code "id":"a","n":1}
     * @return the position in the file at which its line will start
     * @throws IllegalArgumentException when the members could not be read back: empty, too long, or with a line break
     */
    public long stage(byte[] members) {
        refuseUnreadable(members);
        reserve(members.length + LineFormat.OVERHEAD + 1);
        boolean first = end == LineFormat.HEADER.length && batch.position() == 0;
        long position = end + batch.position();
        long seq = staged.seq() + 1;
        staged = new Origin(seq, format.encode(batch, first, seq, members, durableSeq, staged.crc()));
        return position;
    }

    /**
     * Writes the staged records over the closing bracket, and a new closing bracket after them.
     *
     * @throws StorageFullException        when the write failed and was rolled back
     * @throws StorageUnavailableException when {@link #check} throws it
     * @throws StorageFailedException      when the rollback failed too, or {@link #check} throws it
     */
    public void write() {
        try {
            check();
        } catch (StorageUnavailableException e) {
            staged = written;
            emptyBatch();
            throw e;
        }
        int length = batch.position();
        batch.put(LineFormat.CLOSING).flip();
        try {
            FullTransfer.write(file, batch, end);
        } catch (IOException e) {
            rollBack(e);
            throw new StorageFullException(
                    String.format(
                            Locale.ROOT,
                            "cannot write %d bytes at byte %d of %s: %s",
                            length,
                            end,
                            name,
                            e.getMessage()),
                    e);
        } finally {
            emptyBatch();
        }
        end += length;
        written = staged;
    }

    /**
     * Checks that the file is as this journal left it, and that its name still leads to it.
     *
     * @throws StorageFailedException      when that is not so, or the journal failed earlier
     * @throws StorageUnavailableException when that cannot be checked now
     */
    public void check() {
        refuseAfterFailure();
        try {
            verifyNames();
            refuseSecondWriter();
        } catch (IOException e) {
            throw new StorageUnavailableException(
                    String.format(Locale.ROOT, "cannot check %s: %s", name, FileProblem.of(e)), e);
        }
    }

    /**
     * Makes everything written so far durable, in the file that the journal's name leads to.
     *
     * @throws StorageFailedException when the name leads to another file, or the sync fails. A failed sync is never retried: the system
     *     then treats the lost pages as clean, and the next sync succeeds without writing them.
     */
    public void force() {
        refuseAfterFailure();
        try {
            file.force();
        } catch (IOException e) {
            throw failure("cannot sync " + name, e);
        }
        try {
            // If the name leads elsewhere, the next start would not find the records.
            verifyNames();
        } catch (IOException e) {
            throw failure("cannot check which file the sync of " + name + " reached", e);
        }
        durableSeq = written.seq();
    }

    /** Copies the first bytes of another journal, up to the end of a record. This one must be empty and cannot be appended to later. */
    void copy(DiskFile source, long length) throws IOException {
        for (long position = 0; position < length; position += COPIED) {
            byte[] bytes = FullTransfer.read(source, position, (int) Math.min(COPIED, length - position));
            FullTransfer.write(file, ByteBuffer.wrap(bytes), position);
        }
        FullTransfer.write(file, ByteBuffer.wrap(new byte[] {LineFormat.CLOSING}), length);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw failure("cannot close " + name, e);
        }
    }

    private static void refuseUnreadable(byte[] members) {
        if (members.length == 0 || members.length > LONGEST_MEMBERS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "a record must have 1 to %d bytes, not %d", LONGEST_MEMBERS, members.length));
        }
        for (int i = 0; i < members.length; i++) {
            if (members[i] == '\n') {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "a record must not have a line break, as at byte %d", i));
            }
        }
    }

    private void rollBack(IOException cause) {
        staged = written;
        try {
            FullTransfer.write(file, ByteBuffer.wrap(new byte[] {LineFormat.CLOSING}), end);
            file.truncate(end + 1);
            file.force();
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw failure(
                    String.format(
                            Locale.ROOT,
                            "cannot roll back a failed write (%s) at byte %d of %s",
                            cause.getMessage(),
                            end,
                            name),
                    e);
        }
    }

    /** Two writers would overwrite each other's acknowledged records, each at the position where it believes the file ends. */
    private void refuseSecondWriter() throws IOException {
        long size = file.size();
        if (size != end + 1) {
            failed = true;
            throw new StorageFailedException(String.format(
                    Locale.ROOT,
                    "expected %d bytes in %s but found %d: something else writes to it",
                    end + 1,
                    name,
                    size));
        }
    }

    private void verifyNames() throws IOException {
        try {
            names.verify();
        } catch (StorageFailedException e) {
            failed = true;
            throw e;
        }
    }

    private void refuseAfterFailure() {
        if (failed) {
            throw new StorageFailedException(name + " failed earlier; only a restart can determine what it holds");
        }
    }

    private StorageFailedException failure(String what, IOException cause) {
        failed = true;
        return new StorageFailedException(String.format(Locale.ROOT, "%s: %s", what, FileProblem.of(cause)), cause);
    }

    private void reserve(int bytes) {
        if (batch.remaining() < bytes) {
            int needed = batch.position() + bytes;
            batch = ByteBuffer.allocateDirect(Math.max(needed, batch.capacity() * 2))
                    .put(batch.flip());
        }
    }

    private void emptyBatch() {
        if (batch.capacity() > 64 * INITIAL_BATCH) {
            batch = ByteBuffer.allocateDirect(INITIAL_BATCH);
        }
        batch.clear();
    }
}
