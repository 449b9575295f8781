package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.Excerpt;
import io.orderpipeline.broker.LogValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges files of a folder for rebuilt ones and keeps the old ones in a folder beside them. Nothing is deleted, and a crash at any
 * point leaves either the old files or a plan, with which no service starts and which the next repair carries out to its end:
 *
 * <pre>
 * orders.json.repaired           written and synced         the old files count
 * repair-plan                    written as one step        from here on the new files count
 * orders.json                    moved to aside-&lt;utc&gt;/
 * orders.json.repaired           moved to orders.json
 * repair-plan                    moved to aside-&lt;utc&gt;/      done
 * </pre>
 *
 * The plan names the folder in its first line; each further line is {@code replace} or {@code remove} and a file's name.
 *
 * <p>Not thread-safe.
 */
public final class FolderRepair {

    static final String PLAN = "repair-plan";

    private static final String REBUILT = ".repaired";
    private static final String REPLACE = "replace ";
    private static final String REMOVE = "remove ";
    /** A line for each file that is replaced or removed, and so more than any folder has. In bytes. */
    private static final int LONGEST_PLAN = 16 << 20;

    private static final Pattern ASIDE = Pattern.compile("aside-\\d{8}T\\d{9}Z");
    /** Files of the folder or of one inside it, never of one outside. */
    private static final Pattern STEP =
            Pattern.compile("(replace|remove) ([\\w-]+/)?\\w[\\w.-]*", Pattern.UNICODE_CHARACTER_CLASS);

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "'aside-'yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Disk disk;
    private final InstantSource clock;

    FolderRepair(Path folder, Disk disk, InstantSource clock) {
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
    }

    /** Whether a repair was begun that may not be finished. */
    public boolean isUnfinished() throws IOException {
        return disk.exists(folder.resolve(PLAN));
    }

    /**
     * Carries out the plan of a repair that was interrupted; there must be one.
     *
     * @throws IOException when what is there is none, or the disk fails
     */
    public void finish() throws IOException {
        byte[] content;
        try {
            content = new FolderView(folder, disk).read(PLAN, LONGEST_PLAN);
        } catch (IOException e) {
            throw new IOException(PLAN + " cannot be read: " + e.getMessage(), e);
        }
        List<String> plan = new String(content, UTF_8).lines().toList();
        refuseUnlessPlan(plan);
        carryOut(plan);
    }

    /** It is written as one step, so that none is half there: what reads otherwise is another file, and nothing is done with it. */
    private static void refuseUnlessPlan(List<String> plan) throws IOException {
        String aside = plan.isEmpty() ? "" : plan.get(0);
        String wrong = ASIDE.matcher(aside).matches()
                ? plan.stream()
                        .skip(1)
                        .filter(line -> !STEP.matcher(line).matches())
                        .findFirst()
                        .orElse(null)
                : aside;
        if (wrong != null) {
            throw new IOException(PLAN + " holds no plan of a repair: " + Excerpt.of(LogValue.visible(wrong)));
        }
    }

    /** An empty journal that will stand in place of the one with this name; the caller fills, forces and closes it. */
    public Journal rebuild(String name) throws IOException {
        Path rebuilt = folder.resolve(name + REBUILT);
        if (disk.exists(rebuilt)) {
            // Of a repair that had no plan yet: nothing but a copy.
            disk.delete(rebuilt);
        }
        DiskFile file = disk.create(rebuilt);
        FullTransfer.write(file, ByteBuffer.wrap(LineFormat.EMPTY_JOURNAL), 0);
        return new Journal(name + REBUILT, file, HeldNames.none(disk), LineFormat.HEADER.length, Origin.START);
    }

    /**
     * Keeps the first records of a journal, byte for byte: a file with these will stand in place of the one with the name {@code name}.
     *
     * @param source  the journal's name, null to begin without records
     * @param lastSeq of the last record to keep; the ones up to there are whole
     */
    public void keep(String name, @Nullable String source, long lastSeq) throws IOException {
        try (Journal rebuilt = rebuild(name)) {
            if (source != null) {
                try (DiskFile file = disk.open(folder.resolve(source), Disk.Access.READ)) {
                    rebuilt.copy(file, endOf(source, file, lastSeq));
                }
            }
            rebuilt.force();
        }
    }

    private static long endOf(String name, DiskFile file, long lastSeq) {
        JournalReader reader = new JournalReader(name, file);
        JournalRecord record = reader.next();
        while (record != null && record.seq() < lastSeq) {
            record = reader.next();
        }
        return reader.nextPosition();
    }

    /**
     * Puts the rebuilt journals in place, in this order, and then takes out files for which there is nothing new.
     *
     * @return the name of the folder in which the old files are now
     */
    public String commit(List<String> rebuilt, List<String> takenOut) throws IOException {
        StringBuilder plan = new StringBuilder(UTC.format(clock.instant())).append('\n');
        rebuilt.forEach(name -> plan.append(REPLACE).append(name).append('\n'));
        takenOut.forEach(name -> plan.append(REMOVE).append(name).append('\n'));
        disk.syncFolder(folder);
        AtomicFiles.replace(disk, folder.resolve(PLAN), plan.toString().getBytes(UTF_8));
        List<String> lines = plan.toString().lines().toList();
        carryOut(lines);
        return lines.get(0);
    }

    private void carryOut(List<String> plan) throws IOException {
        Path aside = folder.resolve(plan.get(0));
        for (String step : plan.subList(1, plan.size())) {
            if (step.startsWith(REPLACE)) {
                replace(step.substring(REPLACE.length()), aside);
            } else {
                String name = step.substring(REMOVE.length());
                moveIfThere(folder.resolve(name), aside.resolve(name));
            }
        }
        moveIfThere(folder.resolve(PLAN), aside.resolve(PLAN));
    }

    /** The rebuilt file is there until it is in place: as long as it is, what has the name is the old file. */
    private void replace(String name, Path aside) throws IOException {
        Path rebuilt = folder.resolve(name + REBUILT);
        if (disk.exists(rebuilt)) {
            moveIfThere(folder.resolve(name), aside.resolve(name));
            moveIfThere(rebuilt, folder.resolve(name));
        }
    }

    private void moveIfThere(Path from, Path to) throws IOException {
        if (disk.exists(from)) {
            disk.createFolder(AtomicFiles.parent(to));
            disk.move(from, to);
            disk.syncFolder(AtomicFiles.parent(to));
            disk.syncFolder(AtomicFiles.parent(from));
        }
    }
}
