package io.orderpipeline.orders;

import io.orderpipeline.broker.startup.Adapters;
import io.orderpipeline.broker.startup.PipelineProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs the address of the orders API once every port of the service is open. */
@Component
final class ListeningLine {

    private static final Logger log = LoggerFactory.getLogger(ListeningLine.class);

    private final Environment environment;
    private final PipelineProperties properties;
    private final Adapters adapters;

    ListeningLine(Environment environment, PipelineProperties properties, Adapters adapters) {
        this.environment = environment;
        this.properties = properties;
        this.adapters = adapters;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        String port = environment.getRequiredProperty("local.server.port");
        log.info("📦 Order service listening on {} (mode={})", port, adapters.mode(properties));
    }
}
