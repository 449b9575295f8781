package io.orderpipeline.tools.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker that runs as a process, and the options that connect services to it. */
interface Broker {

    /** The value of {@code pipeline.broker}. */
    String name();

    /** The port that this client's link must forward to. */
    int portFor(String client);

    /**
     * Writes the files needed for the first start.
     *
     * @param links the port of each client's link
     */
    void prepare(Path folder, Map<String, Integer> links) throws IOException, InterruptedException;

    Program program();

    /** The arguments that make a service connect through its link. */
    List<String> options(int linkPort);
}
