package io.orderpipeline.broker.journal;

import java.io.Closeable;
import java.io.IOException;

/** A folder opened before the first of several steps, so that a lack of file descriptors cannot stop them halfway. */
interface OpenFolder extends Closeable {

    /** Makes the names in it durable. */
    void sync() throws IOException;
}
