package io.orderpipeline.broker.journal;

/**
 * A failure of the disk that the process lives to see.
 *
 * @param kind      what happens
 * @param operation from which operation on, counted from 1; it hits the first one that can fail in this way
 * @param forGood   whether everything after it fails too
 */
public record Fault(Kind kind, long operation, boolean forGood) {

    /** How an operation fails. */
    public enum Kind {
        /** Input/output error, of any call. */
        EIO,
        /** No space left on device, of a call that needs some. */
        ENOSPC,
        /** A write takes only a part of what it was given; when it lasts, the next one finds no space. */
        SHORT_WRITE,
        /** Too many open files, of a call that opens one. */
        EMFILE
    }
}
