package io.orderpipeline.broker.journal;

/** A journal cannot use its file. The message is complete: it names the file, the values and the remedy. */
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
