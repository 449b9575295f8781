package io.orderpipeline.broker.journal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files beside a service that keeps its records in a database. Static and thread-safe. */
public final class FilesLeftBehind {

    private static final Logger log = LoggerFactory.getLogger(FilesLeftBehind.class);

    private FilesLeftBehind() {}

    /**
     * Refuses the start of a service while records in a file still wait for something, such as delivery: no service reads the file any more.
     * If its records wait for nothing, this warns only, because the database does not have them. After an import it says nothing.
     *
     * @param folder    of the service; it may be missing
     * @param journal   the file in it
     * @param waiting   what waits, as in {@code undelivered orders}
     * @param isWaiting looks for that in a folder whose file has records
     * @throws FolderUnusableException when something waits, or when an import was broken off
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
                    "cannot start beside %s: it holds %s, and no database has them. Run 'import' to move them there, or name an empty folder as pipeline.data-dir to go on without them",
                    folder.resolve(journal),
                    waiting));
        }
        log.warn(
                "files.left_behind file={} remedy=\"'import' moves its records to the database\"",
                folder.resolve(journal));
    }
}
