package io.orderpipeline.orders;

import io.orderpipeline.broker.startup.PipelineService;
import io.orderpipeline.broker.startup.Start;
import io.orderpipeline.broker.startup.StartArguments;
import io.orderpipeline.orders.maintenance.MaintenanceCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts only the order service. */
@SpringBootApplication
@PipelineService("order-service")
public class OrderServiceApplication {

    public static void main(String[] args) {
        StartArguments.check(MaintenanceCommand.NAMES, MaintenanceCommand.USAGE, args);
        MaintenanceCommand.runIfNamed(args);
        Start.orEnd(() -> SpringApplication.run(OrderServiceApplication.class, args));
    }
}
