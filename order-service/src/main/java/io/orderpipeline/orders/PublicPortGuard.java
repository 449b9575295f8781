package io.orderpipeline.orders;

import io.orderpipeline.broker.startup.PropertyRefusedException;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Keeps management off the port of the orders API: on a shared port, Spring Boot would serve both. */
@Component
final class PublicPortGuard {

    PublicPortGuard(Environment environment) {
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            throw new PropertyRefusedException(
                    "pipeline.management.orders-port",
                    environment.getRequiredProperty("management.server.port"),
                    "use a port other than server.port, which the orders API uses");
        }
    }
}
