package io.orderpipeline.broker.journal;

/** The folder or a file in it cannot be used as it is: not readable, not writable, not a regular file, not a journal. */
public final class FolderUnusableException extends JournalException {
    FolderUnusableException(String message) {
        super(message);
    }

    FolderUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
