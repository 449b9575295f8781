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
 * Replaces files of a folder with rebuilt ones and keeps the old ones in a subfolder. Nothing is deleted. A crash at any point leaves
 * either the old files or a plan; with a plan no service starts, and the next repair completes it:
 *
 * <pre>
 * orders.json.repaired           written and synced         the old files are valid
 * repair-plan                    written atomically         from here on the new files are valid
 * orders.json                    moved to aside-&lt;utc&gt;/
 * orders.json.repaired           moved to orders.json
 * repair-plan                    moved to aside-&lt;utc&gt;/      done
 * </pre>
 *
 * The plan's first line names the subfolder; each further line is {@code replace} or {@code remove} and a file's name.
 *
 * <p>Not thread-safe.
 */
public final class FolderRepair {

    static final String PLAN = "repair-plan";

    private static final String REBUILT = ".repaired";
    private static final String REPLACE = "replace ";
    private static final String REMOVE = "remove ";
    /** In bytes. Far more than a line for each file of any folder. */
    private static final int LONGEST_PLAN = 16 << 20;

    private static final Pattern ASIDE = Pattern.compile("aside-\\d{8}T\\d{9}Z");
    /** Accepts files in the folder or in a subfolder, never outside. */
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

    /** Whether there is the plan of a repair that was not completed. */
    public boolean isUnfinished() throws IOException {
        return disk.exists(folder.resolve(PLAN));
    }

    /**
     * Completes an interrupted repair; its plan must exist.
     *
     * @throws IOException when the file is not a repair plan, or the disk fails
     */
    public void finish() throws IOException {
        byte[] content;
        try {
            content = new FolderView(folder, disk).read(PLAN, LONGEST_PLAN);
        } catch (IOException e) {
            throw new IOException(PLAN + " cannot be read: " + FileProblem.of(e), e);
        }
        List<String> plan = new String(content, UTF_8).lines().toList();
        requirePlan(plan);
        carryOut(plan);
    }

    /** Plans are written atomically, so a file with any other content is not one, and must not be carried out. */
    private static void requirePlan(List<String> plan) throws IOException {
        String aside = plan.isEmpty() ? "" : plan.get(0);
        String wrong = ASIDE.matcher(aside).matches()
                ? plan.stream()
                        .skip(1)
                        .filter(line -> !STEP.matcher(line).matches())
                        .findFirst()
                        .orElse(null)
                : aside;
        if (wrong != null) {
            throw new IOException(PLAN + " is not a repair plan: " + Excerpt.of(LogValue.visible(wrong)));
        }
    }

    /** An empty journal that will replace the one with this name; the caller fills, forces and closes it. */
    public Journal rebuild(String name) throws IOException {
        Path rebuilt = folder.resolve(name + REBUILT);
        if (disk.exists(rebuilt)) {
            // Left by a repair that crashed before it had a plan; only a copy.
            disk.delete(rebuilt);
        }
        DiskFile file = disk.create(rebuilt);
        FullTransfer.write(file, ByteBuffer.wrap(LineFormat.EMPTY_JOURNAL), 0);
        return new Journal(name + REBUILT, file, HeldNames.none(disk), LineFormat.HEADER.length, Origin.START);
    }

    /**
     * Rebuilds a journal from the first records of another, byte for byte.
     *
     * @param name    of the journal to replace
     * @param source  name of the journal to copy from, null to start without records
     * @param lastSeq of the last record to keep; all records up to it must be whole
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
     * Puts the rebuilt journals in place, in this order, and then removes files that have no replacement.
     *
     * @return the name of the subfolder that now holds the old files
     */
    public String commit(List<String> rebuilt, List<String> removed) throws IOException {
        StringBuilder plan = new StringBuilder(UTC.format(clock.instant())).append('\n');
        rebuilt.forEach(name -> plan.append(REPLACE).append(name).append('\n'));
        removed.forEach(name -> plan.append(REMOVE).append(name).append('\n'));
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

    /** While the rebuilt file still exists, the file with the final name is the old one. */
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
