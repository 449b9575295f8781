package io.orderpipeline.broker.management;

import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelayStatus;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether events are delivered, the size of the backlog and the age of its oldest event. Not part of liveness or readiness: the far end
 * causes an outage, and restarting this service would not end it.
 */
final class RelayHealth implements HealthIndicator {

    private final OutboxRelay relay;

    RelayHealth(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        RelayStatus status = relay.status();
        Health.Builder health =
                switch (status.state()) {
                    case RUNNING, STANDBY -> Health.up();
                    case PAUSED -> Health.outOfService();
                    case OUTAGE, STALLED, STOPPED -> Health.down();
                };
        health.withDetail("state", status.state()).withDetail("backlog", status.backlog());
        Instant oldest = status.oldestUndoneAt();
        if (oldest != null) {
            health.withDetail("oldestUndoneAt", oldest);
        }
        return health.build();
    }
}
