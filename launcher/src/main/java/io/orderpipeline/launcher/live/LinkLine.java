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

/** Logs the link to the live page at the start. The token is in the fragment after {@code #}, which browsers never send to a server. */
record LinkLine(Environment environment, ServerProperties server, PageKey key) {

    private static final Logger log = LoggerFactory.getLogger(LinkLine.class);

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void announce() {
        link().ifPresent(link ->
                log.info("👀 Live page: {} (this link can control the pipeline, and works once)", link));
    }

    /** Empty if the server does not listen on loopback: the page can only be controlled from there. */
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
