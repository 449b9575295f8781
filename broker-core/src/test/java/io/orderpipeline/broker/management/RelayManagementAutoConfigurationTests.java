package io.orderpipeline.broker.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.broker.bus.InProcessEventBus;
import io.orderpipeline.broker.outbox.CommitBell;
import io.orderpipeline.broker.outbox.InMemoryCheckpoint;
import io.orderpipeline.broker.outbox.InMemoryOutbox;
import io.orderpipeline.broker.relay.OutboxRelay;
import io.orderpipeline.broker.relay.RelaySettings;
import io.orderpipeline.broker.relay.ReplayPreview;
import io.orderpipeline.broker.relay.Replays;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RelayManagementAutoConfigurationTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(RelayManagementAutoConfiguration.class));

    @Test
    void showsTheRelayOfTheServiceThatRunsOne() {
        service.withBean(OutboxRelay.class, RelayManagementAutoConfigurationTests::relay)
                .withBean(Replays.class, RelayManagementAutoConfigurationTests::replays)
                .run(context -> assertThat(context)
                        .hasSingleBean(RelayEndpoint.class)
                        .hasSingleBean(ReplayEndpoint.class)
                        .hasSingleBean(RelayHealth.class)
                        .hasSingleBean(RelayMeters.class));
    }

    @Test
    void showsNoneWhereNoneRuns() {
        service.run(context -> assertThat(context)
                .doesNotHaveBean(RelayEndpoint.class)
                .doesNotHaveBean(ReplayEndpoint.class)
                .doesNotHaveBean(RelayHealth.class)
                .doesNotHaveBean(RelayMeters.class));
    }

    private static Replays replays() {
        return new Replays(new InMemoryOutbox(), new InProcessEventBus(), ReplayPreview.ofEventsOnly());
    }

    private static OutboxRelay relay() {
        return new OutboxRelay(
                new InMemoryOutbox(),
                new InProcessEventBus(),
                new InMemoryCheckpoint(),
                CommitBell.insideOneJvm(),
                new RelaySettings(
                        1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }
}
