package io.orderpipeline.broker.startup;

/**
 * Ends a process whose start failed. Otherwise it lives as long as any thread that the start has left behind: half a service, which nothing
 * starts again. A refused start closes what it has opened; an error, such as a lack of memory, may keep it from that.
 */
public final class Start {

    private static final int FAILED = 1;

    private Start() {}

    /** Runs a start on the main thread. Returns when it succeeded; else ends the JVM. */
    public static void orEnd(Runnable start) {
        try {
            start.run();
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    /** As for a thread that ends of it: Spring Boot's handler prints only what was not reported yet. */
    private static void tell(Throwable failure) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } finally {
            System.exit(FAILED);
        }
    }
}
