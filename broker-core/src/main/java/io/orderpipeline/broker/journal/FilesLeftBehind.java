package io.orderpipeline.broker.journal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks for journal files beside a service that keeps its records in a database. Thread-safe. */
public final class FilesLeftBehind {

    private static final Logger log = LoggerFactory.getLogger(FilesLeftBehind.class);

    private FilesLeftBehind() {}

    /**
     * Fails the start of a service if a file has records that are not finished, such as undelivered orders, because no service reads the
     * file any more. If all its records are finished, only logs a warning that the database does not have them. After an import, does
     * nothing.
     *
     * @param folder    of the service; it may be missing
     * @param journal   the file in it
     * @param waiting   what is not finished, such as {@code undelivered orders}
     * @param isWaiting whether a folder whose file has records holds any of those
     * @throws FolderUnusableException when it does, or when an import was interrupted
     */
    public static void refuse(Path folder, String journal, String waiting, Predicate<FolderView> isWaiting) {
        FolderView view = FolderView.of(folder);
        String note = view.retirement().orElse("");
        if (!note.isEmpty() && !note.startsWith(JournalFolder.IMPORTED)) {
            throw new FolderUnusableException(String.format(Locale.ROOT, "cannot start beside %s: %s", folder, note));
        }
        if (!note.isEmpty() || !view.holdsRecordsAfter(0, journal)) {
            return;
        }
        if (isWaiting.test(view)) {
            throw new FolderUnusableException(String.format(
                    Locale.ROOT,
                    "cannot start beside %s: it holds %s, and no database has them. Run 'import' to move them there, or name an empty folder as pipeline.data-dir to start without them",
                    folder.resolve(journal),
                    waiting));
        }
        log.warn(
                "files.left_behind file={} remedy=\"'import' moves its records to the database\"",
                folder.resolve(journal));
    }
}
