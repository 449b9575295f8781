package io.orderpipeline.broker.journal;

/** Something stands between a journal and its file. The message is complete: it names the file, the values and what helps. */
public abstract sealed class JournalException extends RuntimeException
        permits JournalDamagedException,
                FolderLockedException,
                FolderUnusableException,
                StorageUnavailableException,
                StorageFailedException {

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
