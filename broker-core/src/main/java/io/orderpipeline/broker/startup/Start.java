package io.orderpipeline.broker.startup;

/**
 * Ends the process when its start fails. A refused start closes everything that it opened, but after an error, such as a lack of memory,
 * that may fail too. Threads left behind would then keep half a service alive, and nothing would restart it.
 */
public final class Start {

    private static final int FAILED = 1;

    private Start() {}

    /** Runs a start on the main thread. Returns if it succeeds; otherwise ends the JVM with exit code 1. */
    public static void orEnd(Runnable start) {
        try {
            start.run();
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    /** As if it had ended the thread: Spring Boot's handler prints only what was not reported yet. */
    private static void report(Throwable failure) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } finally {
            System.exit(FAILED);
        }
    }
}
