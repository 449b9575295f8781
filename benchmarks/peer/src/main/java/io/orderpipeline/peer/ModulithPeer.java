package io.orderpipeline.peer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableAsync;

/** Accepts orders over HTTP and notifies their items. */
@SpringBootApplication
@EnableAsync
public class ModulithPeer {

    private static final Logger log = LoggerFactory.getLogger(ModulithPeer.class);

    public static void main(String[] args) {
        SpringApplication.run(ModulithPeer.class, args);
    }

    @EventListener
    void tellThePort(ApplicationReadyEvent ready) {
        log.info(
                "Order service listening on {} (peer)",
                ready.getApplicationContext().getEnvironment().getProperty("local.server.port"));
    }
}
