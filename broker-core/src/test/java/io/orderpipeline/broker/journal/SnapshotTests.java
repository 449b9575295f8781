package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SnapshotTests {

    private static final Path FILE = Path.of("/data/file");

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final WatchedDisk watched = new WatchedDisk(disk);

    @Test
    void hidesBytesThatAreAppendedLater() throws IOException {
        Snapshot snapshot = of("0123456789");
        disk.put(FILE, "0123456789abc".getBytes(UTF_8));

        assertThat(snapshot.size()).isEqualTo(10);
        assertThat(FullTransfer.read(snapshot, 4, 9)).isEqualTo("456789".getBytes(UTF_8));
        assertThat(snapshot.read(ByteBuffer.allocate(1), 10)).isEqualTo(-1);
        assertThat(snapshot.read(ByteBuffer.allocate(1), 9)).isEqualTo(1);
    }

    @Test
    void leavesTheLimitOfTheCallersBuffer() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(20).position(3).limit(18);

        assertThat(of("0123456789").read(target, 8)).isEqualTo(2);

        assertThat(target.position()).isEqualTo(5);
        assertThat(target.limit()).isEqualTo(18);
    }

    @Test
    void isShorterAfterTheWriterRolledBack() throws IOException {
        Snapshot snapshot = of("0123456789");
        disk.put(FILE, "0123".getBytes(UTF_8));

        assertThat(snapshot.size()).isEqualTo(4);
    }

    @Test
    void closesItsFile() throws IOException {
        of("0123").close();

        assertThat(watched.openFiles()).isZero();
    }

    private Snapshot of(String content) throws IOException {
        disk.put(FILE, content.getBytes(UTF_8));
        return Snapshot.of(watched.open(FILE, Disk.Access.READ));
    }
}
