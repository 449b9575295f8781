package io.orderpipeline.broker.outbox.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.journal.FileProblem;
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
 * The small file that stores the progress of a relay:
 *
 * <pre>
 * {"seq":42,"mark":"9a3f01bc","crc":"04c1e7a2"}
 *
 * seq   of the entry up to which all are done
 * mark  that entry's crc in the outbox, which distinguishes this outbox from every other
 * crc   CRC32C (RFC 3720, Castagnoli) of the bytes from the brace up to the comma before "crc"
 * </pre>
 *
 * A file of an earlier release holds only a seq, which proves nothing, and counts as unreadable.
 *
 * <p>An event that is done for the bus inside one JVM has been handled; one that is done for a broker may still be queued there. So each
 * broker has a separate file, which no other bus uses. Thread-safe.
 *
 * @param folder  that holds the file
 * @param name    of the file
 * @param handled where to start if there is no such file
 */
public record CheckpointFile(FolderView folder, String name, Optional<CheckpointFile> handled) {

    /** The file's name for the bus inside one JVM, in the folder of the notification service. */
    public static final String IN_PROCESS = "outbox-checkpoint.json";

    private static final String PREFIX = "outbox-checkpoint-";
    private static final String SUFFIX = ".json";

    /** In bytes. Far more than such a file ever has. */
    private static final int LONGEST = 4_096;

    private static final Pattern CONTENT =
            Pattern.compile("(\\{\"seq\":([0-9]{1,18}),\"mark\":\"([0-9a-f]{8})\"),\"crc\":\"([0-9a-f]{8})\"}\\s*");

    /**
     * The file of the relay for one bus.
     *
     * @param broker        the broker's name; empty for the bus inside one JVM
     * @param orders        the folder of the order service, which runs the relay to a broker
     * @param notifications the folder of the notification service, which runs the relay otherwise
     */
    public static CheckpointFile of(Optional<String> broker, FolderView orders, FolderView notifications) {
        CheckpointFile inProcess = inProcess(notifications);
        return broker.map(bus -> new CheckpointFile(orders, PREFIX + bus + SUFFIX, Optional.of(inProcess)))
                .orElse(inProcess);
    }

    /** The file of the relay for the bus inside one JVM, in the folder of the notification service. */
    public static CheckpointFile inProcess(FolderView notifications) {
        return new CheckpointFile(notifications, IN_PROCESS, Optional.empty());
    }

    /** The files of all relays that ever ran here. */
    public static List<CheckpointFile> all(FolderView orders, FolderView notifications) {
        Stream<CheckpointFile> ofBrokers = orders.names().stream()
                .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                .map(name -> new CheckpointFile(orders, name, Optional.empty()));
        return Stream.concat(Stream.of(inProcess(notifications)), ofBrokers).toList();
    }

    /**
     * Where its relay starts: the position in this file, or else in {@code handled}, or else {@link Position#START}.
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
            throw new CheckpointUnreadableException(folder + "/" + name + " cannot be read: " + FileProblem.of(e), e);
        }
    }

    /** The seq in the file; 0 if it was saved for another outbox or cannot be read, as when a relay starts. */
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
                    name + " is not a checkpoint of this release: " + Excerpt.of(content.strip()));
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
