package io.orderpipeline.launcher;

import io.orderpipeline.broker.startup.Start;
import io.orderpipeline.broker.startup.StartArguments;
import io.orderpipeline.orders.maintenance.MaintenanceCommand;

/** Starts both services in one JVM. */
public final class PipelineLauncher {

    private PipelineLauncher() {}

    public static void main(String[] args) {
        StartArguments.check(MaintenanceCommand.NAMES, MaintenanceCommand.USAGE, args);
        MaintenanceCommand.runIfNamed(args);
        Start.orEnd(() -> start(args));
    }

    private static void start(String... args) {
        Pipeline pipeline = Pipeline.start(args);
        // Instead of Spring's own hook, which would close the services in a different order.
        Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "pipeline-stop"));
    }
}
