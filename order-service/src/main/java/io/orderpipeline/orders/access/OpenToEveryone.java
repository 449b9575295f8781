package io.orderpipeline.orders.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the operator once that nobody is asked who they are. */
@Component
@Profile("!" + TokenAccessConfiguration.PROFILE)
final class OpenToEveryone {

    private static final Logger log = LoggerFactory.getLogger(OpenToEveryone.class);

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        log.info("orders.open_to_everyone remedy=\"--spring.profiles.active={}\"", TokenAccessConfiguration.PROFILE);
    }
}
