package io.orderpipeline.notifications;

import io.orderpipeline.broker.startup.Adapters;
import io.orderpipeline.broker.startup.PipelineProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs that notifications are being sent, and the address of the management port. */
@Component
final class ReadyLine {

    private static final Logger log = LoggerFactory.getLogger(ReadyLine.class);

    private final Environment environment;
    private final PipelineProperties properties;
    private final Adapters adapters;

    ReadyLine(Environment environment, PipelineProperties properties, Adapters adapters) {
        this.environment = environment;
        this.properties = properties;
        this.adapters = adapters;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        String port = environment.getRequiredProperty("local.server.port");
        String address = properties.management().address().getHostAddress();
        log.info("🔔 Notification service ready, managed on {}:{} (mode={})", address, port, adapters.mode(properties));
    }
}
