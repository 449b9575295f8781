package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Uses a disk that reads and writes two bytes per call, and none once its quota is used up. */
class FullTransferTests {

    private static final Path FILE = Path.of("/data/file");

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void readsUntilItHasEveryByte() throws IOException {
        DiskFile file = slow("0123456789", 100);

        assertThat(FullTransfer.read(file, 3, 5)).isEqualTo("34567".getBytes(UTF_8));
        assertThat(FullTransfer.read(file, 7, 5)).isEqualTo("789".getBytes(UTF_8));
        assertThat(FullTransfer.read(file, 10, 5)).isEmpty();
    }

    @Test
    void stopsReadingAtTheEndOfTheFile() throws IOException {
        assertThat(FullTransfer.read(slow("0123456789", 4), 3, 7)).isEqualTo("3456".getBytes(UTF_8));
    }

    @Test
    void writesUntilEveryByteIsThere() throws IOException {
        ByteBuffer source = ByteBuffer.wrap("noiseabcde".getBytes(UTF_8)).position(5);

        FullTransfer.write(slow("0123456789", 100), source, 2);

        assertThat(disk.content(FILE)).isEqualTo("01abcde789".getBytes(UTF_8));
    }

    @Test
    void refusesADiskThatTakesNothing() {
        ByteBuffer source = ByteBuffer.wrap("abcde".getBytes(UTF_8));

        assertThatThrownBy(() -> FullTransfer.write(slow("", 4), source, 0))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk accepted none of 1 bytes");
    }

    private DiskFile slow(String content, int bytes) throws IOException {
        disk.put(FILE, content.getBytes(UTF_8));
        return new ForwardingDisk.ForwardingFile(disk.open(FILE, Disk.Access.WRITE)) {

            private int quota = bytes;

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                ByteBuffer part = part(target);
                int count = part.hasRemaining() ? super.read(part, position) : 0;
                return passOver(target, count);
            }

            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                ByteBuffer part = part(source);
                return passOver(source, part.hasRemaining() ? super.write(part, position) : 0);
            }

            private ByteBuffer part(ByteBuffer whole) {
                int length = Math.min(quota, Math.min(2, whole.remaining()));
                return whole.duplicate().limit(whole.position() + length);
            }

            private int passOver(ByteBuffer whole, int count) {
                int moved = Math.max(0, count);
                whole.position(whole.position() + moved);
                quota -= moved;
                return count;
            }
        };
    }
}
