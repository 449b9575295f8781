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
 * A closed outbox file, to which nothing is appended any more. Its name says which entries it holds.
 *
 * @param name   its file's name
 * @param first  the seq of its first entry
 * @param last   the seq of its last entry
 * @param folder that contains it: that of outbox.json, or the archive once every entry was delivered
 */
record OutboxSegment(String name, long first, long last, FolderView folder) {

    static final String ARCHIVE = "archive";

    /** Any digit that {@link Long#parseLong} accepts: earlier versions wrote the digits of the default locale. */
    private static final String DIGIT = "[\\p{Nd}&&[\\x{0}-\\x{FFFF}]]";

    private static final Pattern NAME = Pattern.compile("outbox-(D{12,18})-(D{12,18})\\.json".replace("D", DIGIT));

    /** Zero-padded, so that names sort in the order of the entries. */
    static String nameOf(long first, long last) {
        return String.format(Locale.ROOT, "outbox-%012d-%012d.json", first, last);
    }

    /** Its name relative to the folder of outbox.json. */
    String nameIn(FolderView root) {
        return root.toString().equals(folder.toString()) ? name() : ARCHIVE + "/" + name();
    }

    boolean holds(long seq) {
        return first <= seq && seq <= last;
    }

    /** The closed segments directly in this folder, oldest first. */
    static List<OutboxSegment> directlyIn(FolderView folder) {
        return folder.names().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> new OutboxSegment(
                        name.group(), Long.parseLong(name.group(1)), Long.parseLong(name.group(2)), folder))
                .sorted(Comparator.comparingLong(OutboxSegment::first))
                .toList();
    }

    /** All segments, including the archive, oldest first. */
    static List<OutboxSegment> allIn(FolderView folder) {
        // The archive is listed last, so that a segment moved meanwhile is seen twice rather than missed.
        List<OutboxSegment> waiting = directlyIn(folder);
        return Stream.concat(directlyIn(folder.folder(ARCHIVE)).stream(), waiting.stream())
                .sorted(Comparator.comparingLong(OutboxSegment::first))
                .toList();
    }

    /** The names of all files of the outbox, oldest first, relative to the folder of the order service. */
    static List<String> fileNamesIn(FolderView folder) {
        List<String> waiting =
                directlyIn(folder).stream().map(OutboxSegment::name).toList();
        Stream<String> archived = directlyIn(folder.folder(ARCHIVE)).stream()
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
