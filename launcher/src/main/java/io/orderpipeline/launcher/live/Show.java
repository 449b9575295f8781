package io.orderpipeline.launcher.live;

/** Produces what {@link Streams} sends to its clients. Used by one thread at a time. */
interface Show {

    /** The last client has disconnected; new ones may still connect. */
    void close();

    /** The current state, as JSON on one line. Any exception means that it is unknown at the moment. */
    byte[] now();
}
