package io.orderpipeline.broker.management;

import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.Replays;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Endpoints, health and metrics of the relay, in the service that runs it. */
@AutoConfiguration(afterName = "io.orderpipeline.broker.autoconfigure.RelayAutoConfiguration")
@ConditionalOnBean(OutboxRelay.class)
class RelayManagementAutoConfiguration {

    @Bean
    RelayEndpoint relayEndpoint(OutboxRelay relay) {
        return new RelayEndpoint(relay);
    }

    @Bean
    ReplayEndpoint replayEndpoint(Replays replays) {
        return new ReplayEndpoint(replays);
    }

    @Bean
    RelayHealth relayHealthIndicator(OutboxRelay relay) {
        return new RelayHealth(relay);
    }

    @Bean
    RelayMeters relayMeters(OutboxRelay relay) {
        return new RelayMeters(relay, Clock.systemUTC());
    }
}
