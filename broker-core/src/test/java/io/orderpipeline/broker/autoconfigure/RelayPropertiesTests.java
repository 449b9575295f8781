package io.orderpipeline.broker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.broker.outbox.RelaySettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RelayPropertiesTests {

    @Test
    void hasTheDefaultsOfTheRelay() {
        RelayProperties properties = bound(Map.of());

        assertThat(properties.settings()).isEqualTo(RelaySettings.defaults());
        assertThat(properties.pollInterval()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bound(Map.of(
                        "pipeline.relay.window", "7",
                        "pipeline.relay.checkpoint-interval", "250ms",
                        "pipeline.relay.first-probe", "20ms",
                        "pipeline.relay.longest-pause", "1m",
                        "pipeline.relay.stop-grace", "3s",
                        "pipeline.relay.poll-interval", "10ms")))
                .isEqualTo(new RelayProperties(
                        7,
                        Duration.ofMillis(250),
                        Duration.ofMillis(20),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "window, 0",
        "window, 100001",
        "checkpoint-interval, 0ms",
        "first-probe, 0ms",
        "longest-pause, 99ms",
        "stop-grace, 0ms",
        "poll-interval, 0ms",
        "poll-interval, 101ms"
    })
    void refusesWhatIsOutOfRange(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("pipeline.relay." + name, value)))
                .hasRootCauseInstanceOf(PropertyRefusedException.class)
                .rootCause()
                .hasMessage("pipeline.relay." + name + "=" + value);
    }

    private static RelayProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("pipeline.relay", RelayProperties.class);
    }
}
