package io.orderpipeline.notifications;

import io.orderpipeline.broker.startup.PipelineService;
import io.orderpipeline.broker.startup.Start;
import io.orderpipeline.broker.startup.StartArguments;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts only the notification service. */
@SpringBootApplication
@PipelineService("notification-service")
public class NotificationServiceApplication {

    public static void main(String[] args) {
        StartArguments.check(Set.of(), "", args);
        Start.orEnd(() -> SpringApplication.run(NotificationServiceApplication.class, args));
    }
}
