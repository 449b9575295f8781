package io.orderpipeline.launcher.live;

import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Tells whoever started the pipeline where to see it. The token stands behind a {@code #}, which browsers send to no server. */
final class LinkLine {

    private static final Logger log = LoggerFactory.getLogger(LinkLine.class);

    private final Environment environment;
    private final ServerProperties server;
    private final PageKey key;

    LinkLine(Environment environment, ServerProperties server, PageKey key) {
        this.environment = environment;
        this.server = server;
        this.key = key;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void announce() {
        link().ifPresent(link ->
                log.info("👀 Live page: {} (this link can control the pipeline, and works once)", link));
    }

    /** None when the server cannot be reached from loopback, the only place from where the page may be controlled. */
    Optional<String> link() {
        InetAddress address = server.getAddress();
        if (address != null && !address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
            return Optional.empty();
        }
        String scheme = isTls() ? "https" : "http";
        String port = environment.getRequiredProperty("local.server.port");
        return Optional.of(scheme + "://localhost:" + port + "/#token=" + key.token());
    }

    private boolean isTls() {
        Ssl ssl = server.getSsl();
        return ssl != null && ssl.isEnabled();
    }
}
