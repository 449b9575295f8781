package io.orderpipeline.tools.cluster;

import java.nio.file.Path;

/** The JDK that runs this program, used for the processes too. */
final class Jvm {

    private Jvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
