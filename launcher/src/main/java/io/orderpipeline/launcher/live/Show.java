package io.orderpipeline.launcher.live;

/** What is shown to the clients of {@link Streams}. For one thread at a time. */
interface Show {

    /** The last client has left; another one may come. */
    void close();

    /** What is to be seen now, as one JSON text without line breaks. Any exception says that it cannot be known now. */
    byte[] now();
}
