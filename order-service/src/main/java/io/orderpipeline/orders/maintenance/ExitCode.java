package io.orderpipeline.orders.maintenance;

/** What a command tells the shell. */
enum ExitCode {
    /** All well, be it after the next start has mended what it mends by itself. */
    OK(0),
    /** Records that somebody was promised are damaged or missing. */
    DAMAGE(1),
    WRONG_USAGE(2),
    /** A folder or file cannot be read or written, or the output cannot. */
    UNUSABLE(3),
    /** Nothing was done: the folder is in use, or nobody confirmed. */
    REFUSED(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
