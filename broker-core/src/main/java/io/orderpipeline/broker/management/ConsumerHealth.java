package io.orderpipeline.broker.management;

import io.orderpipeline.broker.wire.ConsumerStatus;
import io.orderpipeline.broker.wire.Consumption;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether events arrive from the broker and can be delivered, or why not. Not part of liveness or readiness: restarting this service
 * does not bring a broker back, and a service that only consumes has no requests to route elsewhere.
 */
final class ConsumerHealth implements HealthIndicator {

    private final Consumption consumption;

    ConsumerHealth(Consumption consumption) {
        this.consumption = consumption;
    }

    @Override
    public Health health() {
        ConsumerStatus status = consumption.status();
        Health.Builder health = status.state() == ConsumerStatus.State.RECEIVING ? Health.up() : Health.down();
        health.withDetail("state", status.state()).withDetail("inHand", status.inHand());
        if (!status.reason().isEmpty()) {
            health.withDetail("reason", status.reason());
        }
        return health.build();
    }
}
