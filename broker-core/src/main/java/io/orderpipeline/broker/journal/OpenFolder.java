package io.orderpipeline.broker.journal;

import java.io.Closeable;
import java.io.IOException;

/** A folder that was opened before the first of several steps, so that no lack of descriptors ends them halfway. */
interface OpenFolder extends Closeable {

    /** Makes the names in it durable. */
    void sync() throws IOException;
}
