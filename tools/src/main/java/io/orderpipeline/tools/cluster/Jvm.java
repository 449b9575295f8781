package io.orderpipeline.tools.cluster;

import java.nio.file.Path;

/** The JDK of this program, which the processes use too. */
final class Jvm {

    private Jvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
