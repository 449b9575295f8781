package io.orderpipeline.broker.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Says why a file could not be used. Many exceptions say so only by their type; their message is just the file's name. */
public final class FileProblem {

    private FileProblem() {}

    /** The problem, and the file if the exception names one. */
    public static String of(IOException failure) {
        return failure instanceof FileSystemException named && named.getReason() == null
                ? named.getFile() + ": " + reason(named)
                : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /** Only the problem, for a message that names the file. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            return "something that is not a folder is in the way";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "a folder with files is in the way";
        }
        String reason = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return Objects.requireNonNullElse(reason, failure.toString());
    }
}
