package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.journal.JournalFolder;
import io.orderpipeline.broker.outbox.Checkpoint;
import io.orderpipeline.broker.outbox.CheckpointNotSavedException;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Lease;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint in a small file, replaced as a whole:
 *
 * <pre>
 * {"seq":42,"mark":"9a3f01bc","crc":"04c1e7a2"}
 *
 * seq   of the last entry below which all are done
 * mark  that entry's own crc in the outbox, which tells this outbox from every other
 * crc   CRC32C (RFC 3720, Castagnoli) of the bytes from the brace up to the comma before "crc"
 * </pre>
 *
 * A file of an earlier release holds only a seq, which proves nothing, and counts as unreadable. Thread-safe; its leases are not.
 */
public final class FileCheckpoint implements Checkpoint {

    /** The file's name in the folder of the service that reads the outbox. */
    public static final String FILE = "outbox-checkpoint.json";

    private static final Logger log = LoggerFactory.getLogger(FileCheckpoint.class);

    private static final Pattern CONTENT =
            Pattern.compile("(\\{\"seq\":([0-9]{1,18}),\"mark\":\"([0-9a-f]{8})\"),\"crc\":\"([0-9a-f]{8})\"}\\s*");

    private final JournalFolder folder;
    private final FolderView before;

    /**
     * @param folder of the service in which the relay runs, where it saves
     * @param before of the service in which it ran before the bus was switched: where it goes on while {@code folder} has no checkpoint
     */
    public FileCheckpoint(JournalFolder folder, FolderView before) {
        this.folder = folder;
        this.before = before;
    }

    /** A checkpoint of a relay that was never elsewhere. */
    public FileCheckpoint(JournalFolder folder) {
        this(folder, folder.view());
    }

    /**
     * The position that a relay saved in {@code folder}, else the one in {@code before}, {@link Position#START} when it saved none yet.
     *
     * @throws CheckpointUnreadableException when what it saved cannot be read or understood
     */
    public static Position savedIn(FolderView folder, FolderView before) {
        Position saved = savedIn(folder);
        return saved.equals(Position.START) ? savedIn(before) : saved;
    }

    /** The position that a relay saved in {@code folder}, as above. */
    public static Position savedIn(FolderView folder) {
        try {
            return parse(new String(folder.read(FILE), UTF_8));
        } catch (IOException e) {
            throw new CheckpointUnreadableException(folder + "/" + FILE + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Always held: no other process has the lock of the folder. */
    @Override
    public Ownership acquire() {
        return new Held(new FolderLease());
    }

    private final class FolderLease implements Lease {

        @Override
        public Position start() {
            Position start = savedIn(folder.view(), before);
            if (!start.equals(savedIn(folder.view()))) {
                log.info("relay.checkpoint.taken_over from={} seq={}", before, start.seq());
            }
            return start;
        }

        @Override
        public void save(Position position) {
            String proven = "{\"seq\":" + position.seq() + ",\"mark\":\"" + hex(position.mark()) + "\"";
            String content = proven + ",\"crc\":\"" + hex(crcOf(proven)) + "\"}\n";
            try {
                folder.replace(FILE, content.getBytes(US_ASCII));
            } catch (IOException e) {
                throw new CheckpointNotSavedException(String.valueOf(e.getMessage()), e);
            }
        }

        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void close() {
            // The folder keeps its lock for as long as it is open.
        }
    }

    private static Position parse(String content) {
        if (content.isBlank()) {
            return Position.START;
        }
        Matcher matcher = CONTENT.matcher(content);
        if (!matcher.matches() || !hex(crcOf(matcher.group(1))).equals(matcher.group(4))) {
            throw new CheckpointUnreadableException(FILE + " holds no checkpoint of this release: " + content.strip());
        }
        return new Position(Long.parseLong(matcher.group(2)), HexFormat.fromHexDigits(matcher.group(3)));
    }

    private static int crcOf(String proven) {
        CRC32C crc = new CRC32C();
        crc.update(proven.getBytes(US_ASCII));
        return (int) crc.getValue();
    }

    private static String hex(int number) {
        return HexFormat.of().toHexDigits(number);
    }
}
