package io.orderpipeline.broker.outbox.file;

import io.orderpipeline.broker.journal.FolderView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A full outbox file that was closed: nothing is appended to it any more. Its name says which entries it holds.
 *
 * @param name   its file's name
 * @param first  the seq of its first entry
 * @param last   the seq of its last entry
 * @param folder where it lies: beside outbox.json, or in the archive once every entry was delivered
 */
record OutboxSegment(String name, long first, long last, FolderView folder) {

    static final String ARCHIVE = "archive";

    /** A digit of any script that {@link Long#parseLong} reads: earlier versions wrote those of the default locale. */
    private static final String DIGIT = "[\\p{Nd}&&[\\x{0}-\\x{FFFF}]]";

    private static final Pattern NAME = Pattern.compile("outbox-(D{12,18})-(D{12,18})\\.json".replace("D", DIGIT));

    /** Padded, so that names sort like the entries. */
    static String nameOf(long first, long last) {
        return String.format(Locale.ROOT, "outbox-%012d-%012d.json", first, last);
    }

    /** Its name relative to the folder that outbox.json is in. */
    String nameIn(FolderView root) {
        return root.toString().equals(folder.toString()) ? name() : ARCHIVE + "/" + name();
    }

    boolean holds(long seq) {
        return first <= seq && seq <= last;
    }

    /** The closed segments that wait for their archiving, oldest first. */
    static List<OutboxSegment> waitingIn(FolderView folder) {
        return folder.names().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> new OutboxSegment(
                        name.group(), Long.parseLong(name.group(1)), Long.parseLong(name.group(2)), folder))
                .sorted(Comparator.comparingLong(OutboxSegment::first))
                .toList();
    }

    /** All segments, oldest first. */
    static List<OutboxSegment> allIn(FolderView folder) {
        // The archive is listed last: a segment that is moved meanwhile is then seen twice rather than not at all.
        List<OutboxSegment> waiting = waitingIn(folder);
        return Stream.concat(waitingIn(folder.folder(ARCHIVE)).stream(), waiting.stream())
                .sorted(Comparator.comparingLong(OutboxSegment::first))
                .toList();
    }

    /** The names of all files that together hold the outbox, oldest first, relative to the folder of the order service. */
    static List<String> fileNamesIn(FolderView folder) {
        List<String> waiting =
                waitingIn(folder).stream().map(OutboxSegment::name).toList();
        Stream<String> archived = waitingIn(folder.folder(ARCHIVE)).stream()
                .map(OutboxSegment::name)
                .filter(name -> !waiting.contains(name))
                .map(name -> ARCHIVE + "/" + name);
        return Stream.of(archived, waiting.stream(), Stream.of(OutboxWriter.FILE))
                .flatMap(Function.identity())
                .toList();
    }

    static Optional<OutboxSegment> newestIn(FolderView folder) {
        List<OutboxSegment> segments = allIn(folder);
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.get(segments.size() - 1));
    }
}
