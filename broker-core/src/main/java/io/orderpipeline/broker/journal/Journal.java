package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Appends records to a journal file, batch by batch. Only behind the last of these calls may anybody be told:
 *
 * <pre>
 * journal.stage(members);   // for each record
 * journal.write();          // in the file; a full disk takes the batch back, and the next one may be tried
 * journal.force();          // on the disk; a failure is final
 * </pre>
 *
 * Not thread-safe: one thread owns the journal, and it is never interrupted.
 */
public final class Journal implements AutoCloseable {

    private static final int USUAL_BATCH = 64 << 10;
    private static final int COPIED = 1 << 20;
    private static final int LONGEST_MEMBERS = LineSource.MAX_LINE - LineFormat.OVERHEAD;

    private final String name;
    private final DiskFile file;
    private final HeldNames names;
    private final LineFormat format = new LineFormat();
    private ByteBuffer batch = ByteBuffer.allocateDirect(USUAL_BATCH);

    /** Where the closing bracket stands and the next record belongs. */
    private long end;

    private Origin written;
    private Origin staged;
    private long durableSeq;
    private boolean failed;

    /**
     * @param names those that must go on leading to the files that they lead to now, the journal's own one among them
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

    /** The seq of the last record that was written. */
    public long lastSeq() {
        return written.seq();
    }

    /** The last record that was written. */
    public Origin last() {
        return written;
    }

    /** The seq up to which everything is synced. */
    public long durableSeq() {
        return durableSeq;
    }

    /** The size of the file in bytes, without what is only staged. */
    public long size() {
        return end + 1;
    }

    /**
     * Adds a record to the batch that the next {@link #write} writes.
     *
     * @param members one or more JSON members without a line break, for example {@code "id":"a","n":1}
     * @return where its line will stand in the file
     * @throws IllegalArgumentException when they could not be read back: too long, or with a line break
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
     * Writes what was staged, over the closing bracket, and a new closing bracket behind it.
     *
     * @throws StorageFullException        when it could not be written and was taken back
     * @throws StorageUnavailableException when {@link #check} throws it
     * @throws StorageFailedException      when it could not be taken back either, or {@link #check} throws it
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
            takeBack(e);
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
     * Looks whether the file is as this journal left it, and still the one that its name leads to.
     *
     * @throws StorageFailedException      when it is not, or failed before
     * @throws StorageUnavailableException when that cannot be told now
     */
    public void check() {
        refuseAfterFailure();
        try {
            verifyNames();
            refuseSecondWriter();
        } catch (IOException e) {
            throw new StorageUnavailableException(
                    String.format(Locale.ROOT, "cannot look at %s: %s", name, e.getMessage()), e);
        }
    }

    /**
     * Makes everything written so far durable, in the file that the journal's name leads to.
     *
     * @throws StorageFailedException when that file is another one by now, or the disk refuses; it is never asked twice, because after a failed sync the system takes
     *     the lost pages for clean and the next sync succeeds without having written them
     */
    public void force() {
        refuseAfterFailure();
        try {
            file.force();
        } catch (IOException e) {
            throw failure("cannot sync " + name, e);
        }
        try {
            // In a file without a name no start would find it.
            verifyNames();
        } catch (IOException e) {
            throw failure("cannot look where the sync of " + name + " went", e);
        }
        durableSeq = written.seq();
    }

    /** Takes the first bytes of another journal, up to the end of a record, into one that is empty and is not appended to. */
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
                    Locale.ROOT, "a record takes 1 to %d bytes, not %d", LONGEST_MEMBERS, members.length));
        }
        for (int i = 0; i < members.length; i++) {
            if (members[i] == '\n') {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "a record must not have a line break, as at byte %d", i));
            }
        }
    }

    private void takeBack(IOException cause) {
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
                            "cannot take back a write that failed (%s) at byte %d of %s",
                            cause.getMessage(),
                            end,
                            name),
                    e);
        }
    }

    /** Two writers that both believe in their position would overwrite each other's acknowledged records. */
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
            throw new StorageFailedException(name + " failed before; only a restart can tell what it holds");
        }
    }

    private StorageFailedException failure(String what, IOException cause) {
        failed = true;
        return new StorageFailedException(String.format(Locale.ROOT, "%s: %s", what, cause.getMessage()), cause);
    }

    private void reserve(int bytes) {
        if (batch.remaining() < bytes) {
            int needed = batch.position() + bytes;
            batch = ByteBuffer.allocateDirect(Math.max(needed, batch.capacity() * 2))
                    .put(batch.flip());
        }
    }

    private void emptyBatch() {
        if (batch.capacity() > 64 * USUAL_BATCH) {
            batch = ByteBuffer.allocateDirect(USUAL_BATCH);
        }
        batch.clear();
    }
}
