package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** Reads and writes that go on until all is done: one call of a {@link DiskFile} may do less than it was asked. */
final class FullTransfer {

    private FullTransfer() {}

    /** The bytes from a position on, as many as were asked for or as the file has. */
    static byte[] read(DiskFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        while (target.hasRemaining() && file.read(target, position + target.position()) > 0) {
            // a read may give less than asked
        }
        return target.hasRemaining() ? Arrays.copyOf(bytes, target.position()) : bytes;
    }

    /** Writes the rest of a buffer, so that its first byte stands at the position; after a failure any part of it may be there. */
    static void write(DiskFile file, ByteBuffer source, long position) throws IOException {
        int start = source.position();
        while (source.hasRemaining()) {
            if (file.write(source, position + source.position() - start) <= 0) {
                throw new IOException(String.format(Locale.ROOT, "the disk took none of %d bytes", source.remaining()));
            }
        }
    }
}
