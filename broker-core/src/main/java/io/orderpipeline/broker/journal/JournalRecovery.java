package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scanned file ready for appending: cuts off a torn batch, and ensures that the remaining records are really on disk. Can be
 * repeated after a crash at any point.
 */
final class JournalRecovery {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int CHUNK = 1 << 20;

    private final Disk disk;
    private final Path path;
    private final DiskFile file;
    private final Scan scan;
    private final InstantSource clock;

    JournalRecovery(Disk disk, Path path, DiskFile file, Scan scan, InstantSource clock) {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.scan = scan;
        this.clock = clock;
    }

    RecoveryReport run() throws IOException {
        RecoveryReport.@Nullable TornTail torn = scan.damage() == null ? null : cut(scan.damage());
        rewriteUnsyncedRecords();
        file.truncate(scan.end() + 1);
        file.force();
        disk.syncFolder(AtomicFiles.parent(path));
        return new RecoveryReport(name(), scan.records(), scan.last().seq(), scan.end() + 1, torn);
    }

    private RecoveryReport.TornTail cut(Damage damage) throws IOException {
        byte[] tail = FullTransfer.read(file, damage.position(), Math.toIntExact(damage.bytes()));
        String aside = String.format(Locale.ROOT, "%s.torn-%s-%d", name(), UTC.format(clock.instant()), damage.seq());
        IOException refusal = keep(aside, tail);
        // In this order: on a full disk there may be no space for a bracket after truncating first.
        putClosingBracket(damage.position());
        file.truncate(damage.position() + 1);
        if (refusal != null) {
            // On a full disk the space freed by the tail is the only space for its copy.
            refusal = keep(aside, tail);
        }
        String keptIn = tail.length == 0
                ? "nowhere, it is empty"
                : refusal == null ? aside : "nowhere: " + FileProblem.of(refusal);
        return new RecoveryReport.TornTail(damage.position(), damage.bytes(), damage.reason(), keptIn);
    }

    /** Why there is no copy of the tail; null when there is one, or nothing to keep. */
    private @Nullable IOException keep(String aside, byte[] tail) {
        try {
            if (tail.length > 0) {
                AtomicFiles.replace(disk, path.resolveSibling(aside), tail);
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /**
     * After a failed sync the page cache may hold records that never reached the disk in pages marked clean, which another sync would
     * not write. Records up to the watermark are safe; later ones are written again, and then synced.
     */
    private void rewriteUnsyncedRecords() throws IOException {
        long position = scan.records() > 0 && scan.durable() > scan.last().seq() - scan.records()
                ? new JournalReader(name(), file).positionAfter(scan.durable())
                : 0;
        while (position < scan.end()) {
            int length = (int) Math.min(CHUNK, scan.end() - position);
            FullTransfer.write(file, ByteBuffer.wrap(FullTransfer.read(file, position, length)), position);
            position += length;
        }
        putClosingBracket(scan.end());
    }

    private void putClosingBracket(long position) throws IOException {
        FullTransfer.write(file, ByteBuffer.wrap(new byte[] {LineFormat.CLOSING}), position);
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }
}
