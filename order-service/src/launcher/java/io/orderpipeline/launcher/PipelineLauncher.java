package io.orderpipeline.launcher;

import io.orderpipeline.orders.maintenance.MaintenanceCommand;
import org.springframework.boot.SpringApplication;

/** Starts both services in one JVM. */
public final class PipelineLauncher {

    private PipelineLauncher() {}

    public static void main(String[] args) {
        MaintenanceCommand.runIfNamed(args);
        Pipeline pipeline = Pipeline.start(args);
        SpringApplication.getShutdownHandlers().add(pipeline::close);
    }
}
