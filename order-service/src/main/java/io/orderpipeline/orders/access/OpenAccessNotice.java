package io.orderpipeline.orders.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the operator once that clients are not authenticated; as a warning when the port is not on loopback. */
@Component
@Profile("!" + TokenAccessConfiguration.PROFILE)
final class OpenAccessNotice {

    private static final Logger log = LoggerFactory.getLogger(OpenAccessNotice.class);

    private final @Nullable InetAddress address;

    OpenAccessNotice(ServerProperties server) {
        this.address = server.getAddress();
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        boolean onThisMachine = address != null && address.isLoopbackAddress();
        log.atLevel(onThisMachine ? Level.INFO : Level.WARN)
                .log(
                        "orders.open_to_everyone address={} remedy=\"--spring.profiles.active={}\"",
                        address == null ? "any" : address.getHostAddress(),
                        TokenAccessConfiguration.PROFILE);
    }
}
