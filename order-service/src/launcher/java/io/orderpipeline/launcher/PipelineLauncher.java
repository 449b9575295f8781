package io.orderpipeline.launcher;

/** Both services in one JVM. */
public final class PipelineLauncher {

    private PipelineLauncher() {}

    public static void main(String[] args) {
        System.out.println(args.length);
    }
}
