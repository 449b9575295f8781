package io.orderpipeline.broker.journal;

/**
 * A failure of the disk that does not end the process.
 *
 * @param kind      what happens
 * @param operation the operation from which on the fault occurs, counted from 1; it hits the first one that can fail in this way
 * @param permanent whether all later operations fail too
 */
public record Fault(Kind kind, long operation, boolean permanent) {

    /** How an operation fails. */
    public enum Kind {
        /** Input/output error, on any call. */
        EIO,
        /** No space left on device, on a call that needs space. */
        ENOSPC,
        /** A write is only partly done; if the fault is permanent, the next write finds no space. */
        SHORT_WRITE,
        /** Too many open files, on a call that opens one. */
        EMFILE
    }
}
