package io.orderpipeline.orders.maintenance;

/** The exit codes of the commands. */
enum ExitCode {
    /** No damage, or only what the next start repairs on its own. */
    OK(0),
    /** Acknowledged records are damaged or missing, the outbox holds events that a relay cannot deliver, or handled orders have no record. */
    DAMAGE(1),
    /** The command line is invalid, or the folder it names holds no files. */
    WRONG_USAGE(2),
    /** A folder or file cannot be read or written, or the output cannot be written. */
    UNUSABLE(3),
    /** Nothing was done: the folder is in use, or the repair was not confirmed. */
    REFUSED(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
