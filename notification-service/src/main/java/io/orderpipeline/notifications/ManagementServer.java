package io.orderpipeline.notifications;

import io.orderpipeline.broker.startup.PipelineProperties;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The service's only server is the management server. Runs after Spring Boot's own customizers, because {@code server.port},
 * {@code server.address} and {@code server.ssl} configure the orders API, even when both services get the same arguments.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class ManagementServer implements WebServerFactoryCustomizer<ConfigurableWebServerFactory> {

    private final PipelineProperties properties;

    ManagementServer(PipelineProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
        factory.setPort(properties.management().notificationsPort());
        factory.setAddress(properties.management().address());
        factory.setSsl(null);
    }
}
