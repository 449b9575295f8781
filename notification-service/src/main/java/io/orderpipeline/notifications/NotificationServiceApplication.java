package io.orderpipeline.notifications;

import io.orderpipeline.broker.startup.PipelineService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The notification service alone. */
@SpringBootApplication
@PipelineService("notification-service")
public class NotificationServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(NotificationServiceApplication.class, args);
    }
}
