package io.orderpipeline.broker.journal;

/** Another process, or another part of this one, owns the folder. */
public final class FolderLockedException extends JournalException {
    FolderLockedException(String message) {
        super(message);
    }
}
