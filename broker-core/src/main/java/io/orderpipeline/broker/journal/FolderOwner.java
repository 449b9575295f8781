package io.orderpipeline.broker.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.broker.LogValue;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that holds a folder's lock, recorded in a separate file so that others can read it without opening the lock file.
 *
 * @param pid       of the process
 * @param startedAt distinguishes it from a later process with the same pid
 */
record FolderOwner(long pid, Instant startedAt) {

    static final String FILE = ".owner";

    private static final Logger log = LoggerFactory.getLogger(FolderOwner.class);
    private static final Pattern CONTENT = Pattern.compile("pid (\\d{1,18}) started (\\S+)\\s*");
    /** Linux computes a start time from the boot time, which shifts when the clock is set. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(10);

    /** Records that this process holds the lock. If that fails (full disk), others see only that the folder is locked. */
    static void announce(Disk disk, Path folder) {
        FolderOwner owner = of(ProcessHandle.current());
        try {
            AtomicFiles.replace(
                    disk,
                    folder.resolve(FILE),
                    String.format(Locale.ROOT, "pid %d started %s%n", owner.pid, owner.startedAt)
                            .getBytes(UTF_8));
        } catch (IOException e) {
            log.warn("folder.owner_not_written folder={} cause={}", folder, LogValue.quoted(FileProblem.of(e)));
        }
    }

    /** Removes the record. If that fails, readers notice that the process has ended. */
    static void withdraw(Disk disk, Path folder) {
        try {
            // The folder may have been replaced, and the new one taken by another process.
            if (alive(disk, folder).filter(FolderOwner::isThisProcess).isPresent()) {
                disk.delete(folder.resolve(FILE));
            }
        } catch (IOException e) {
            log.warn("folder.owner_not_withdrawn folder={} cause={}", folder, LogValue.quoted(FileProblem.of(e)));
        }
    }

    /** The process that holds the folder; empty when none is recorded, or it has ended. */
    static Optional<FolderOwner> alive(Disk disk, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        try (DiskFile open = disk.open(file, Disk.Access.READ)) {
            byte[] content = FullTransfer.read(open, 0, (int) Math.min(open.size(), 128));
            return parse(new String(content, UTF_8)).filter(FolderOwner::isAlive);
        } catch (FileSystemException e) {
            if (e.getReason() == null) {
                throw e;
            }
            // The caller's message names the folder.
            throw new FileSystemException(e.getFile(), null, FILE + " in it cannot be read: " + e.getReason());
        }
    }

    boolean isThisProcess() {
        return pid == ProcessHandle.current().pid();
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(FolderOwner::of)
                .filter(process ->
                        Duration.between(process.startedAt, startedAt).abs().compareTo(CLOCK_CORRECTION) <= 0)
                .isPresent();
    }

    private static FolderOwner of(ProcessHandle process) {
        return new FolderOwner(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    private static Optional<FolderOwner> parse(String content) {
        Matcher matcher = CONTENT.matcher(content);
        try {
            return matcher.matches()
                    ? Optional.of(new FolderOwner(Long.parseLong(matcher.group(1)), Instant.parse(matcher.group(2))))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
