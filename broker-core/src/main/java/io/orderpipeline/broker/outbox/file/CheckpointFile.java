package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.journal.FolderView;
import io.orderpipeline.broker.outbox.CheckpointUnreadableException;
import io.orderpipeline.broker.outbox.Position;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The small file that keeps how far a relay has come:
 *
 * <pre>
 * {"seq":42,"mark":"9a3f01bc","crc":"04c1e7a2"}
 *
 * seq   of the last entry below which all are done
 * mark  that entry's own crc in the outbox, which tells this outbox from every other
 * crc   CRC32C (RFC 3720, Castagnoli) of the bytes from the brace up to the comma before "crc"
 * </pre>
 *
 * A file of an earlier release holds only a seq, which proves nothing, and counts as unreadable.
 *
 * <p>An event that the bus inside one JVM calls done is handled. One that a broker calls done may still be waiting there. So each broker
 * has its own file, and no other bus uses it. Thread-safe.
 *
 * @param folder  that holds it
 * @param name    of the file
 * @param handled where to begin while there is no such file
 */
public record CheckpointFile(FolderView folder, String name, Optional<CheckpointFile> handled) {

    /** The file's name for the bus inside one JVM, in the folder of the notification service. */
    public static final String IN_PROCESS = "outbox-checkpoint.json";

    private static final String PREFIX = "outbox-checkpoint-";
    private static final String SUFFIX = ".json";

    /** In bytes, and far more than there ever are. */
    private static final int LONGEST = 4_096;

    private static final Pattern CONTENT =
            Pattern.compile("(\\{\"seq\":([0-9]{1,18}),\"mark\":\"([0-9a-f]{8})\"),\"crc\":\"([0-9a-f]{8})\"}\\s*");

    /**
     * The file of the relay that serves one bus.
     *
     * @param broker        the broker's name; empty for the bus inside one JVM
     * @param orders        the folder of the order service, in which the relay runs behind a broker
     * @param notifications the folder of the notification service, in which it runs otherwise
     */
    public static CheckpointFile of(Optional<String> broker, FolderView orders, FolderView notifications) {
        CheckpointFile inProcess = inProcess(notifications);
        return broker.map(bus -> new CheckpointFile(orders, PREFIX + bus + SUFFIX, Optional.of(inProcess)))
                .orElse(inProcess);
    }

    /** That of the relay that serves the bus inside one JVM, in the folder of the notification service. */
    public static CheckpointFile inProcess(FolderView notifications) {
        return new CheckpointFile(notifications, IN_PROCESS, Optional.empty());
    }

    /** The files of all relays that there were. */
    public static List<CheckpointFile> all(FolderView orders, FolderView notifications) {
        Stream<CheckpointFile> ofBrokers = orders.names().stream()
                .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                .map(name -> new CheckpointFile(orders, name, Optional.empty()));
        return Stream.concat(Stream.of(inProcess(notifications)), ofBrokers).toList();
    }

    /**
     * Where its relay begins: at the position in the file, without one where all is handled, {@link Position#START} without either.
     *
     * @throws CheckpointUnreadableException when a file cannot be read or understood
     */
    public Position read() {
        Position own = readOwn();
        return own.equals(Position.START) ? handled.map(CheckpointFile::read).orElse(own) : own;
    }

    /**
     * The position in the file, {@link Position#START} when there is none.
     *
     * @throws CheckpointUnreadableException as above
     */
    public Position readOwn() {
        try {
            return parse(new String(folder.read(name, LONGEST), UTF_8));
        } catch (IOException e) {
            throw new CheckpointUnreadableException(folder + "/" + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The seq in the file. As a relay would begin: what was saved for another outbox, or cannot be read, counts for nothing. */
    public long provenSeq(FileOutbox outbox) {
        try {
            Position saved = readOwn();
            return outbox.holds(saved) ? saved.seq() : 0;
        } catch (CheckpointUnreadableException e) {
            return 0;
        }
    }

    static byte[] content(Position position) {
        String proven = "{\"seq\":" + position.seq() + ",\"mark\":\"" + hex(position.mark()) + "\"";
        return (proven + ",\"crc\":\"" + hex(crcOf(proven)) + "\"}\n").getBytes(US_ASCII);
    }

    private Position parse(String content) {
        if (content.isBlank()) {
            return Position.START;
        }
        Matcher matcher = CONTENT.matcher(content);
        if (!matcher.matches() || !hex(crcOf(matcher.group(1))).equals(matcher.group(4))) {
            throw new CheckpointUnreadableException(
                    name + " holds no checkpoint of this release: " + Excerpt.of(content.strip()));
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
