package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** Complete reads and writes: a single call of a {@link DiskFile} may transfer less than asked. */
final class FullTransfer {

    private FullTransfer() {}

    /** The bytes from a position on; fewer than asked only at the end of the file. */
    static byte[] read(DiskFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        while (target.hasRemaining() && file.read(target, position + target.position()) > 0) {
            // a read may return less than asked
        }
        return target.hasRemaining() ? Arrays.copyOf(bytes, target.position()) : bytes;
    }

    /** Writes the rest of a buffer to the position; after a failure any part of it may have been written. */
    static void write(DiskFile file, ByteBuffer source, long position) throws IOException {
        int start = source.position();
        while (source.hasRemaining()) {
            if (file.write(source, position + source.position() - start) <= 0) {
                throw new IOException(
                        String.format(Locale.ROOT, "the disk accepted none of %d bytes", source.remaining()));
            }
        }
    }
}
